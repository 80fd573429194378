// Made by `npm run evaluate -- --fit`; not edited by hand.
export const calibration = { bias: -0.546, weights: [0.584, 0.064, 0.451, -0.278], least: 0.68 }
