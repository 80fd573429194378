// Made by `npm run evaluate -- --fit`; not edited by hand.
export const calibration = {
  bias: -0.92,
  weights: [0.985, -1.016, 1.021, -0.521, -0.752, 0.108, -0.593, 0.753, 1.209, -0.4, 0.138, 0.143, 2.005, 0.388, -0.18, -0.757, -0.493, 0.265],
  least: 0.5,
}
