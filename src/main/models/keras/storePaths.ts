/**
 * Where Keras 3 keeps each layer's weights in `model.weights.h5`: under its class in snake case, numbered where there
 * are several (`layers/conv2d_1`), whatever the layer's own name is; its variables then are `vars/0`, `vars/1`, ….
 * Source: `keras/src/saving/saving_lib.py`, `_save_container_state`.
 *
 * @param classNames of the model's layers in their order, `Conv2D`, …
 */
export function storePaths(classNames: readonly string[]): string[] {
  const used = new Map<string, number>();
  return classNames.map((className) => {
    const name = snakeCase(className);
    const number = used.get(name) ?? 0;
    used.set(name, number + 1);
    return `layers/${number === 0 ? name : `${name}_${number}`}`;
  });
}

/** As `keras/src/utils/naming.py` has it: `BatchNormalization` → `batch_normalization`, `Conv2D` → `conv2d`. */
function snakeCase(className: string): string {
  return className
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
