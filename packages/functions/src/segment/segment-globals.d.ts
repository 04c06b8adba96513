/** Segment's globals that are used here. Source: Segment docs, "Destination Functions" and "Destination Insert Functions". */
declare class ValidationError extends Error {}
declare class RetryError extends Error {}
/** Only in insert functions. */
declare class DropEvent extends Error {}
