// The search page: Pagefind's index, our own list. Words of articles enter the page as text, never as mark-up.
const form = document.querySelector(".nd-search")
const field = form.elements.q
const status = document.querySelector("[data-nd-status]")
const list = document.querySelector("[data-nd-results]")
const words = list.dataset
const found = JSON.parse(words.found) // « {n} résultats » by the names that CLDR gives to plurals
const plural = new Intl.PluralRules(document.documentElement.lang)
const STEP = 10
let index, latest = 0

// « l’ambassade » is looked up as « ambassade »: readers copy words with what is tied to them.
const cleaned = query => query.replace(/[’ʼ]/g, "'").replace(/(^|\s)(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=\p{L})/giu, "$1").trim()

async function load() {
  index ??= import(new URL(words.base + "pagefind/pagefind.js", location.href).href).then(async pagefind => {
    await pagefind.init()
    return pagefind
  })
  return index
}

function marked(excerpt) {
  const piece = document.createDocumentFragment()
  const parsed = new DOMParser().parseFromString(excerpt, "text/html")
  for (const node of parsed.body.childNodes) {
    const isMark = node.nodeName === "MARK"
    const to = isMark ? piece.appendChild(document.createElement("mark")) : piece
    to.append(node.textContent)
  }
  return piece
}

function row(found) {
  const item = document.createElement("li")
  const link = item.appendChild(document.createElement("a"))
  link.href = new URL(words.base + found.raw_url.replace(/^\//, ""), location.href).href
  link.textContent = found.meta.title
  item.appendChild(document.createElement("p")).append(marked(found.excerpt))
  return item
}

async function show(results, from) {
  const rows = await Promise.all(results.slice(from, from + STEP).map(result => result.data()))
  const items = rows.map(row)
  list.append(...items)
  if (from) items[0]?.querySelector("a").focus()
  if (results.length > from + STEP) {
    const more = document.createElement("button")
    more.type = "button"
    more.className = "nd-more"
    more.textContent = words.more
    more.addEventListener("click", () => { more.remove(); show(results, from + STEP) })
    list.after(more)
  }
}

async function search(query) {
  const turn = ++latest
  const term = cleaned(query)
  document.querySelector(".nd-more")?.remove()
  if (!term) {
    list.replaceChildren()
    status.textContent = ""
    return
  }
  try {
    const { results } = await (await load()).search(term)
    if (turn !== latest) return
    list.replaceChildren()
    const n = results.length
    status.textContent = n ? (found[plural.select(n)] ?? found.other).replace("{n}", n) : words.none
    await show(results, 0)
  } catch {
    index = undefined
    status.textContent = words.missing
  }
}

let waiting
field.addEventListener("input", () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => search(field.value), 150)
})
form.addEventListener("submit", event => {
  event.preventDefault()
  history.replaceState(null, "", "?" + new URLSearchParams({ q: field.value }))
  search(field.value)
})
field.value = new URLSearchParams(location.search).get("q") ?? ""
search(field.value)
