// What the pages need of a script: the menu's button, and the panel open where there is room for it.
(() => {
  const drawer = document.getElementById("__drawer")
  const button = document.querySelector("[data-nd-drawer]")
  if (drawer && button) {
    button.addEventListener("click", () => drawer.click())
    drawer.addEventListener("change", () => button.setAttribute("aria-expanded", drawer.checked))
    document.addEventListener("keydown", event => {
      if (event.key === "Escape" && drawer.checked) {
        drawer.click()
        button.focus()
      }
    })
  }
  // On wide screens the groups are shown open by CSS; screen readers should hear them as open too.
  const wide = matchMedia("(min-width: 60em)")
  const groups = document.querySelectorAll(".nd-panel details")
  const unfold = () => groups.forEach(group => { group.open = wide.matches })
  wide.addEventListener("change", unfold)
  if (wide.matches) unfold()
})()
