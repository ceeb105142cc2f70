/** Taking the map with you: what it looks like now, as a picture or as a drawing. */

export { png } from "./png.js";
export { thumbnail } from "./thumbnail.js";
export { svg } from "./svg.js";
