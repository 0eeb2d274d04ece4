import type { DataChange } from './fingerprint';

/** `3 faces with other labels or another box, 1 face removed`. */
export function changesInWords({ labels, files, added, removed }: DataChange): string {
  const counted = (count: number): string => (count === 1 ? '1 face' : `${count.toLocaleString('en')} faces`);
  const parts = [
    labels > 0 ? `${counted(labels)} with other labels or another box` : '',
    files > 0 ? `${counted(files)} with another image file` : '',
    added > 0 ? `${counted(added)} added` : '',
    removed > 0 ? `${counted(removed)} removed` : '',
  ];
  return parts.filter((part) => part !== '').join(', ') || 'nothing has changed';
}
