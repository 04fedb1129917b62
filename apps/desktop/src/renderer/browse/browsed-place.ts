/** Where the Browse dialog begins. */
export interface BrowsedPlace {
  readonly connectionId: string;
  readonly name: string;
  /** Empty: it is asked for. */
  readonly bucket: string;
  readonly prefix: string;
}
