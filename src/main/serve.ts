/** The browser's door: the studio over HTTP and WebSocket. The terminal's command `serve` opens it. */
export { serve, type ServeOptions, type ServeOutput } from './hosts/web/serve';
