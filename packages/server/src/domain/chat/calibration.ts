// Made by `npm run evaluate -- --fit`; not edited by hand.
export const calibration = {
  bias: -0.888,
  weights: [1.361, -0.987, -0.712, -0.662, 0.725, -0.58, 0.299, 0.18, 2.047, -0.249, -0.26, -0.616, 1.186],
  least: 0.5,
}
