/** The few WebGL2 calls that every layer makes. */

/** @param {HTMLCanvasElement} canvas @returns {WebGL2RenderingContext|null} its one context, null where there can be none */
export const contextOf = (canvas) => canvas.getContext("webgl2", {
  antialias: false, alpha: true, depth: false, powerPreference: "high-performance",
});

/** @param {WebGL2RenderingContext} gl @param {string} vertex @param {string} fragment */
export function compile(gl, vertex, fragment) {
  const program = gl.createProgram();
  for (const [kind, source] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
    const shader = gl.createShader(kind);
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost()) {
    const logs = gl.getAttachedShaders(program).map((shader) => gl.getShaderInfoLog(shader));
    throw new Error([gl.getProgramInfoLog(program), ...logs].join("\n"));
  }
  return { program, uniforms: uniformsOf(gl, program) };
}

/** @param {WebGL2RenderingContext} gl @param {WebGLProgram} program @returns {Record<string, WebGLUniformLocation>} */
function uniformsOf(gl, program) {
  const count = gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) ?? 0;
  const names = Array.from({ length: count }, (_, index) => gl.getActiveUniform(program, index).name);
  return Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(program, name)]));
}

/**
 * @param {WebGL2RenderingContext} gl @param {WebGLBuffer|null} buffer reused where there is one
 * @param {ArrayBufferView} data @param {number} [kind] @returns {WebGLBuffer}
 */
export function upload(gl, buffer, data, kind = gl.ARRAY_BUFFER) {
  const target = buffer ?? gl.createBuffer();
  gl.bindBuffer(kind, target);
  gl.bufferData(kind, data, gl.STATIC_DRAW);
  return target;
}
