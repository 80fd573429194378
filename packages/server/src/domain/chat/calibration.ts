// Made by `npm run evaluate -- --fit`; not edited by hand.
export const calibration = { bias: -0.725, weights: [0.637, 0.074, 0.441, -0.334], least: 0.62 }
