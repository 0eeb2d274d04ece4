/** Of the failure `bad-parameters`: one of its `issues`. */
export interface WrongParameter {
  /** Names within the parameters, from the outermost on. */
  readonly path: readonly string[];
  readonly reason: string;
  /** The bound that was passed. */
  readonly least?: number;
  readonly most?: number;
  /** Whether the bound itself is allowed. */
  readonly inclusive?: boolean;
}
