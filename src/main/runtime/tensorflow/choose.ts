import type { Machine } from '../machine';
import type { NvidiaGpu } from '../nvidia';

export const TENSORFLOW_VERSION = '2.21.0';

export type TensorFlowVariant = 'cpu' | 'cuda';

/** What the user asked for with `FACET_TENSORFLOW`. */
export type TensorFlowWish = 'auto' | TensorFlowVariant;

/** A Python wheel, named to the file: any user's Python and pip fetch this very one. */
export interface Wheel {
  /** As pip wants it: a name and version, or a name and a range. */
  readonly requirement: string;
  /** pip's `--platform` tags; it matches each to the letter. */
  readonly platformTags: readonly string[];
  /** Null: pip chooses the version from the range and resolves what it needs, and checks the hashes. */
  readonly file: string | null;
  /** Exact where the hash is known, else what is plausible. */
  readonly bytes: { readonly least: number; readonly most: number };
  readonly sha256: string | null;
}

export interface TensorFlowWheels {
  readonly kind: 'wheels';
  readonly version: string;
  readonly variant: TensorFlowVariant;
  /** TensorFlow's own wheel: the C library and its headers are inside. */
  readonly tensorflow: Wheel;
  /** NVIDIA's libraries, for `cuda` only. */
  readonly nvidia: readonly Wheel[];
  /** Room for downloads and the unpacked libraries together. */
  readonly neededDiskBytes: number;
  /** Why this one, in a few words for `doctor`. */
  readonly reason: string;
}

export interface NoTensorFlow {
  readonly kind: 'none';
  readonly reason: string;
  /** What would change it, as a sentence. */
  readonly remedy: string;
}

export type TensorFlowChoice = TensorFlowWheels | NoTensorFlow;

const MEGABYTE = 1e6;

/** TensorFlow 2.21's CUDA 12 runs on any driver of that generation; its kernels start at Pascal. */
const LEAST_DRIVER = 525;
const LEAST_CAPABILITY = 6.0;
const CUDA_DISK_BYTES = 12_000 * MEGABYTE;
const CPU_DISK_BYTES = 1_500 * MEGABYTE;

/** Which TensorFlow for which machine. Pure: `examineMachine` looks, this decides. */
export function chooseTensorFlow(machine: Machine, wish: TensorFlowWish = 'auto'): TensorFlowChoice {
  const target = `${machine.platform}-${machine.architecture}`;
  if (machine.platform === 'linux' && (machine.glibc === null || !isAtLeast(machine.glibc, 2, 27))) {
    const here = machine.glibc ?? 'another C library';
    return none(`TensorFlow needs glibc 2.27 or newer, here is ${here}`, 'A newer distribution has it.');
  }
  if (target === 'linux-x64') {
    const gpu = examineGpus(machine);
    if (wish === 'cuda' || (wish === 'auto' && gpu.usable)) {
      return cudaWheels(wish === 'cuda' ? 'FACET_TENSORFLOW=cuda asks for it' : gpu.reason);
    }
    return linuxCpuWheels(wish === 'cpu' ? 'FACET_TENSORFLOW=cpu asks for it' : gpu.reason);
  }
  if (wish === 'cuda') {
    const remedy = 'Unset FACET_TENSORFLOW to use the processor.';
    return none(`TensorFlow with CUDA is published for x64 Linux only, not for ${target}`, remedy);
  }
  if (target === 'linux-arm64') return linuxArmWheels();
  if (target === 'darwin-arm64') return appleWheels();
  if (target === 'win32-x64') {
    return none("TensorFlow's Windows wheels hold no C library", 'Facet under WSL (Linux) can use it.');
  }
  return none(`TensorFlow publishes nothing for ${target}`, 'Another machine is needed to use it.');
}

function none(reason: string, remedy: string): NoTensorFlow {
  return { kind: 'none', reason, remedy };
}

function examineGpus(machine: Machine): { readonly usable: boolean; readonly reason: string } {
  const [first] = machine.gpus;
  if (first === undefined) return { usable: false, reason: 'no NVIDIA GPU with a driver was found' };
  const fit = machine.gpus.find((gpu) => isUsable(gpu));
  if (fit === undefined) {
    const capability = first.computeCapability ?? 'unknown';
    return {
      usable: false,
      reason: `${first.name} (driver ${first.driver}, compute capability ${capability}) is too old: CUDA 12 needs driver ${LEAST_DRIVER} and capability ${LEAST_CAPABILITY.toFixed(1)}`,
    };
  }
  if (machine.freeDiskBytes < CUDA_DISK_BYTES) {
    return {
      usable: false,
      reason: `${fit.name} was found, but its CUDA libraries need ${CUDA_DISK_BYTES / 1e9} GB of free disk`,
    };
  }
  return { usable: true, reason: `${fit.name} with driver ${fit.driver} was found` };
}

function isUsable(gpu: NvidiaGpu): boolean {
  return isAtLeast(gpu.driver, LEAST_DRIVER, 0) && Number(gpu.computeCapability ?? 0) >= LEAST_CAPABILITY;
}

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor > major || (ownMajor === major && ownMinor >= minor);
}

function linuxCpuWheels(reason: string): TensorFlowWheels {
  return {
    kind: 'wheels',
    version: TENSORFLOW_VERSION,
    variant: 'cpu',
    tensorflow: {
      requirement: `tensorflow-cpu==${TENSORFLOW_VERSION}`,
      platformTags: ['manylinux_2_27_x86_64'],
      file: `tensorflow_cpu-${TENSORFLOW_VERSION}-cp311-cp311-manylinux_2_27_x86_64.whl`,
      bytes: { least: 273_829_956, most: 273_829_956 },
      sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    },
    nvidia: [],
    neededDiskBytes: CPU_DISK_BYTES,
    reason,
  };
}

function cudaWheels(reason: string): TensorFlowWheels {
  return {
    kind: 'wheels',
    version: TENSORFLOW_VERSION,
    variant: 'cuda',
    tensorflow: tensorFlowWheel('manylinux_2_27_x86_64', 400, 1_000),
    nvidia: AND_CUDA.map((requirement) => ({
      requirement,
      platformTags: NVIDIA_PLATFORM_TAGS,
      file: null,
      bytes: { least: 10_000, most: 2_000 * MEGABYTE },
      sha256: null,
    })),
    neededDiskBytes: CUDA_DISK_BYTES,
    reason,
  };
}

function linuxArmWheels(): TensorFlowWheels {
  return {
    kind: 'wheels',
    version: TENSORFLOW_VERSION,
    variant: 'cpu',
    // There is no `tensorflow-cpu` for this processor; `tensorflow` is the CPU build here.
    tensorflow: tensorFlowWheel('manylinux_2_27_aarch64', 150, 450),
    nvidia: [],
    neededDiskBytes: CPU_DISK_BYTES,
    reason: 'the CPU build is what TensorFlow publishes for 64-bit Arm Linux',
  };
}

function appleWheels(): TensorFlowWheels {
  return {
    kind: 'wheels',
    version: TENSORFLOW_VERSION,
    variant: 'cpu',
    tensorflow: tensorFlowWheel('macosx_12_0_arm64', 100, 450),
    nvidia: [],
    neededDiskBytes: CPU_DISK_BYTES,
    reason: 'the CPU build is what TensorFlow publishes for Macs with Apple processors',
  };
}

/** The `tensorflow` wheel for a platform whose hash is not known here: pip's check, its size and its RECORD vouch. */
function tensorFlowWheel(platformTag: string, leastMegabytes: number, mostMegabytes: number): Wheel {
  return {
    requirement: `tensorflow==${TENSORFLOW_VERSION}`,
    platformTags: [platformTag],
    file: `tensorflow-${TENSORFLOW_VERSION}-cp311-cp311-${platformTag}.whl`,
    bytes: { least: leastMegabytes * MEGABYTE, most: mostMegabytes * MEGABYTE },
    sha256: null,
  };
}

/** The extra `and-cuda` of TensorFlow 2.21.0, as its wheel's METADATA lists it. */
const AND_CUDA = [
  'nvidia-cublas-cu12>=12.5.3.2,<13.0',
  'nvidia-cuda-cupti-cu12>=12.5.82,<13.0',
  'nvidia-cuda-nvcc-cu12>=12.5.82,<13.0',
  'nvidia-cuda-nvrtc-cu12>=12.5.82,<13.0',
  'nvidia-cuda-runtime-cu12>=12.5.82,<13.0',
  'nvidia-cudnn-cu12>=9.3.0.75,<10.0',
  'nvidia-cufft-cu12>=11.2.3.61,<12.0',
  'nvidia-curand-cu12>=10.3.6.82,<11.0',
  'nvidia-cusolver-cu12>=11.6.3.83,<12.0',
  'nvidia-cusparse-cu12>=12.5.1.3,<13.0',
  'nvidia-nccl-cu12>=2.27.7,<3.0',
  'nvidia-nvjitlink-cu12>=12.5.82,<13.0',
];

/** NVIDIA tags its wheels with different ages of manylinux. */
const NVIDIA_PLATFORM_TAGS = [
  'manylinux_2_27_x86_64',
  'manylinux_2_17_x86_64',
  'manylinux2014_x86_64',
  'manylinux_2_12_x86_64',
  'manylinux2010_x86_64',
  'manylinux_2_5_x86_64',
  'manylinux1_x86_64',
];
