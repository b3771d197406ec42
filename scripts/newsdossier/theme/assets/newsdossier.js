// What the pages need of a script: the menu's button, the panel open where there is room for it, cards where the browser
// does not open them itself, and a memory for « Surligner ». Without it every link works and every word is there.
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

  // « Surligner » is kept for the next page; a browser that keeps nothing for us throws.
  try {
    const kept = document.querySelector(`[name="nd-marks"][value="${localStorage.getItem("nd-marks")}"]`)
    if (kept) kept.checked = true
    document.addEventListener("change", ({ target }) => {
      if (target.name === "nd-marks") localStorage.setItem("nd-marks", target.value)
    })
  } catch { }

  // Cards: `interestfor` opens them by pointer and by keyboard in some browsers; in the others we do. Not by touch:
  // a tap follows the link. Escape and a click elsewhere close them, as they do every popover.
  const opens = "interestForElement" in HTMLAnchorElement.prototype
  if (opens || !HTMLElement.prototype.showPopover) return
  let waiting
  const soon = (what, after) => {
    clearTimeout(waiting)
    waiting = setTimeout(what, after)
  }
  for (const link of document.querySelectorAll("[interestfor]")) {
    const card = document.getElementById(link.getAttribute("interestfor"))
    const leave = () => soon(() => card.hidePopover(), 250)
    const enter = () => soon(() => {
      if (!card.matches(":popover-open")) card.showPopover({ source: link })
      const { left, bottom } = link.getBoundingClientRect()
      const { width, height } = card.getBoundingClientRect()
      const up = bottom + height > innerHeight ? height + link.offsetHeight : 0
      card.style = `position-area:none;left:${Math.max(8, Math.min(left, innerWidth - width - 8))}px;top:${bottom - up}px`
    }, 350)
    link.addEventListener("pointerenter", event => { if (event.pointerType === "mouse") enter() })
    link.addEventListener("pointerleave", leave)
    link.addEventListener("focus", () => { if (link.matches(":focus-visible")) enter() })
    link.addEventListener("blur", leave)
    card.addEventListener("pointerenter", () => clearTimeout(waiting))
    card.addEventListener("pointerleave", leave)
    card.addEventListener("focusin", () => clearTimeout(waiting))
    card.addEventListener("focusout", leave)
  }
})()
