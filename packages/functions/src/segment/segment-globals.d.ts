/** What Segment gives its functions, as far as it is used here. Source: Segment docs, "Destination Functions" and "Destination Insert Functions". */
declare class ValidationError extends Error {}
declare class RetryError extends Error {}
/** In insert functions only. */
declare class DropEvent extends Error {}
