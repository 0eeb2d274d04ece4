/**
 * How the names of photos end, in small letters: files that are taken for photos in a folder. The last three are of kinds
 * that are not read, and are taken so that this is said.
 */
export const photoEndings: readonly string[] = [
  ...['.jpg', '.jpeg', '.jpe', '.jfif', '.png', '.gif', '.webp', '.tif', '.tiff', '.avif'],
  ...['.heic', '.heif', '.bmp'],
];
