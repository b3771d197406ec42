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
  const groups = document.querySelectorAll(".nd-group")
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

  // A table that is wider than the screen is scrolled; by keyboard only what can have the focus is.
  const reach = () => document.querySelectorAll(".md-typeset__scrollwrap").forEach(wrap => {
    if (wrap.scrollWidth > wrap.clientWidth) wrap.tabIndex = 0
    else wrap.removeAttribute("tabindex")
  })
  for (const name of ["load", "resize"]) addEventListener(name, reach)

  // Cards: `interestfor` opens them by pointer and by keyboard in some browsers; in the others we do. Not by touch:
  // a tap follows the link. Escape and a click elsewhere close them, as they do every popover.
  if ("interestForElement" in HTMLAnchorElement.prototype || !document.body.togglePopover) return
  let waiting
  const stay = () => clearTimeout(waiting)
  const soon = (what, after) => {
    stay()
    waiting = setTimeout(what, after)
  }
  const on = (target, names, what) => names.forEach(name => target.addEventListener(name, what))
  for (const link of document.querySelectorAll("[interestfor]")) {
    const card = document.getElementById(link.getAttribute("interestfor"))
    link.removeAttribute("interestfor")
    const close = () => soon(() => card.togglePopover(false), 250)
    const open = ({ pointerType }) => {
      if (pointerType ? pointerType === "mouse" : link.matches(":focus-visible")) soon(show, 350)
    }
    const show = () => {
      card.togglePopover(true)
      const at = link.getBoundingClientRect()
      const top = at.bottom + card.offsetHeight > innerHeight ? at.top - card.offsetHeight : at.bottom
      card.style = `position-area:none;top:${top}px;left:min(${at.left}px,100vw - ${card.offsetWidth}px)`
    }
    on(link, ["pointerenter", "focus"], open)
    on(link, ["pointerleave", "blur"], close)
    on(card, ["pointerenter", "focusin"], stay)
    on(card, ["pointerleave", "focusout"], close)
  }
})()
