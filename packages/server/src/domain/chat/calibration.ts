// Made by `npm run evaluate -- --fit`; not edited by hand.
export const calibration = {
  bias: -0.815,
  weights: [0.936, -0.973, 0.945, -0.074, -0.748, -0.284, -1.217, 0.713, 0.727, -0.484, 0.121, 0.009, 2.054, 0.542, -0.467, -0.697, -0.474, 0.186],
  least: 0.5,
}
