// Before the first paint: the chosen theme, so that the page does not flash in the other one.
{
  const { document, localStorage } = globalThis
  try {
    const chosen = localStorage.getItem('posthorn.theme')
    if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen
  } catch {
    // Storage is off: the system's theme it is.
  }
}
