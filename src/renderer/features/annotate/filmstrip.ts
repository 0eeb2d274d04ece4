/** The stretch of the Library's order that the filmstrip shows: the face in its middle, whole at the ends. */
export function stripAround(index: number, total: number, length: number): { offset: number; limit: number } {
  const limit = Math.min(length, Math.max(1, total));
  const offset = Math.max(0, Math.min(total - limit, index - Math.floor(limit / 2)));
  return { offset, limit };
}
