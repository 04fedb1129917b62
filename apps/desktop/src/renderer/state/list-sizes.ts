/** How much the window asks for at once: a few milliseconds of work on either side. */
export const MAX_ROWS_ASKED = 5_000;
export const SNAPSHOTS_ASKED = 250;
/** More rows than any screen shows. */
export const FIRST_ROWS = 60;
