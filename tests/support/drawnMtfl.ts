import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

/** Where a drawn face's points are, in 0-based pixels of its image: eyes, nose, corners of the mouth. */
export function drawnPoints(index: number): readonly (readonly [number, number])[] {
  const [x, y] = [40 + (index % 5), 40 + (index % 3)];
  return [
    [x, y],
    [x + 24, y],
    [x + 12, y + 14],
    [x + 3, y + 28],
    [x + 21, y + 28],
  ];
}

/**
 * A folder in MTFL's layout with simple drawn faces of 120 × 110 pixels: a round of a gray that tells the faces
 * apart, and a white dot at each point. Three of four are for training.
 */
export async function drawMtfl(folder: string, count: number): Promise<void> {
  mkdirSync(join(folder, 'AFLW'), { recursive: true });
  const lines: Record<string, string[]> = { 'training.txt': [], 'testing.txt': [] };
  for (let index = 0; index < count; index += 1) {
    const points = drawnPoints(index);
    const gray = 60 + ((index * 7) % 120);
    const dots = points.map(([x, y]) => `<circle cx="${x}" cy="${y}" r="2" fill="white"/>`).join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="110">
      <rect width="120" height="110" fill="black"/>
      <circle cx="${points[2]![0]}" cy="${points[2]![1]}" r="36" fill="rgb(${gray},${gray},${gray})"/>${dots}</svg>`;
    await sharp(Buffer.from(svg))
      .jpeg({ quality: 95 })
      .toFile(join(folder, 'AFLW', `${index}.jpg`));
    // MTFL counts pixels from 1, at their centres.
    const numbers = [...points.map(([x]) => x + 0.5), ...points.map(([, y]) => y + 0.5)];
    const labels = [1 + (index % 2), 1 + (index % 2), 1 + (index % 3 === 0 ? 0 : 1), 1 + (index % 5)];
    const fields = [...numbers.map((value) => value.toFixed(6)), ...labels];
    lines[index % 4 === 3 ? 'testing.txt' : 'training.txt']!.push(`AFLW\\${index}.jpg ${fields.join(' ')}`);
  }
  for (const [name, rows] of Object.entries(lines)) {
    writeFileSync(join(folder, name), `${rows.join('\r\n ')}\r\n `);
  }
}
