import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** An attribute of a TensorFlow operation, as tfjs-node's binding takes it. */
export interface OperationAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string | readonly number[];
}

/** What our kernels use of tfjs-node's `NodeJSKernelBackend`: operations of the native library by name. */
export interface TensorFlowBackend {
  readonly binding: {
    readonly TF_FLOAT: number;
    readonly TF_INT32: number;
    readonly TF_ATTR_STRING: number;
    readonly TF_ATTR_INT: number;
    readonly TF_ATTR_FLOAT: number;
    readonly TF_ATTR_BOOL: number;
    readonly TF_ATTR_TYPE: number;
    isUsingGpuDevice(): boolean;
  };
  /** Opens the SavedModel in a folder; answers the session's number. */
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  deleteSavedModel(session: number): void;
  runSavedModel(
    session: number,
    inputs: readonly Tensor[],
    inputInfos: readonly { readonly name: string; readonly tfDtype: string }[],
    outputs: readonly string[],
  ): Tensor[];
  executeSingleOutput(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly TensorInfo[],
  ): Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly TensorInfo[],
    outputCount: number,
  ): Tensor[];
}

/** The attribute `T = float` that most operations need. */
export function floatType(backend: TensorFlowBackend): OperationAttribute {
  return { name: 'T', type: backend.binding.TF_ATTR_TYPE, value: backend.binding.TF_FLOAT };
}
