/** The map drawn once more, off screen, at any scale: new canvases, a context of its own; what is seen is not touched. */

import { Picture } from "../picture.js";

/**
 * @param {import("../map.js").VectorMap} map @param {number} scale device pixels per CSS pixel
 * @returns {Promise<HTMLCanvasElement[]>} the canvases, lowest first, each of the map's size times the scale
 */
export async function drawOffScreen(map, scale) {
  const { camera, picture, scene, picker, meant } = map;
  const [width, height] = [camera.width, camera.height].map((side) => Math.round(side * scale));
  const canvases = ["points", "names"].map(() => Object.assign(document.createElement("canvas"), { width, height }));
  const [points, names] = canvases;
  const gl = contextOf(points);
  const copy = new Picture(map.element, { ...map.parts, points, names }, camera);
  Object.assign(copy, { ratio: scale, column: picture.column });
  for (const [name, layer] of Object.entries(copy)) {
    if (!layer?.attach) continue;
    layer.attach(gl);
    if ("on" in layer) layer.on = picture[name].on;
  }
  copy.setTheme(picture.theme);
  copy.labels.family = picture.labels.family;
  if (scene) {
    copy.setScene(scene, null);
    copy.points.set({ visible: picker.visible, tones: picture.points.tones, palette: picture.points.palette });
    copy.setSelection(meant);
    copy.pictures.shown = picture.pictures.shown;
    copy.draw(1, 1);
    if (scene.pictures) await drawAgain(gl, copy);
    copy.labels.placed = picture.labels.placed;
    copy.drawLabels(performance.now());
  }
  return canvases;
}

/** Draw once more when every picture has arrived. @param {WebGL2RenderingContext} gl @param {Picture} copy */
async function drawAgain(gl, copy) {
  await copy.pictures.textures.settled();
  gl.clear(gl.COLOR_BUFFER_BIT);
  copy.draw(1, 1);
}

/** @param {HTMLCanvasElement} canvas @returns {WebGL2RenderingContext} ready to be drawn on */
function contextOf(canvas) {
  const gl = canvas.getContext("webgl2", { antialias: false, alpha: true, depth: false, preserveDrawingBuffer: true });
  const { width, height } = canvas;
  const large = !gl || gl.drawingBufferWidth < width || gl.drawingBufferHeight < height;
  const [most, tallest] = gl ? gl.getParameter(gl.MAX_VIEWPORT_DIMS) : [0, 0];
  if (large || most < width || tallest < height) {
    free(canvas);
    throw Object.assign(new Error("too large"), {
      title: "The picture is too large",
      detail: `This browser's graphics cannot draw ${width.toLocaleString("en")} × ${height.toLocaleString("en")} pixels at once.`,
      hint: "Choose a smaller size, or make the window smaller.",
    });
  }
  gl.disable(gl.DEPTH_TEST);
  gl.enable(gl.BLEND);
  gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
  gl.viewport(0, 0, width, height);
  gl.clearColor(0, 0, 0, 0);
  gl.clear(gl.COLOR_BUFFER_BIT);
  return gl;
}

/** Give the graphics memory back at once: a browser keeps few contexts. @param {HTMLCanvasElement} canvas */
export function free(canvas) {
  canvas.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  Object.assign(canvas, { width: 1, height: 1 });
}
