export interface NvidiaGpu {
  readonly name: string;
  /** The driver's version, `550.54.15`. */
  readonly driver: string;
  /** `9.0` for Hopper; null where the driver is too old to tell. */
  readonly computeCapability: string | null;
  readonly memoryMegabytes: number | null;
}

/** Reads `nvidia-smi --query-gpu=name,driver_version,compute_cap,memory.total --format=csv,noheader,nounits`. */
export function parseNvidiaSmi(text: string): NvidiaGpu[] {
  const gpus: NvidiaGpu[] = [];
  for (const line of text.split('\n')) {
    const [name, driver, capability, memory] = line.split(',').map((cell) => cell.trim());
    if (!name || !driver || !/^\d+(\.\d+)*$/.test(driver)) continue;
    gpus.push({
      name,
      driver,
      computeCapability: capability && /^\d+\.\d+$/.test(capability) ? capability : null,
      memoryMegabytes: memory && /^\d+$/.test(memory) ? Number(memory) : null,
    });
  }
  return gpus;
}
