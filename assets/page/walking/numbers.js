/** Latent numbers as people read them. */

/** @param {number} value @returns {string} with two decimals and a true minus sign */
export const figure = (value) => value.toFixed(2).replace("-", "−").replace("−0.00", "0.00");

/** @param {number[]} place @returns {string} the first numbers where there are many */
export const numbers = (place) => `${place.slice(0, 4).map(figure).join(", ")}${place.length > 4 ? ", …" : ""}`;

/** @param {number} value @param {number} low @param {number} high */
export const within = (value, low, high) => Math.min(high, Math.max(low, value));
