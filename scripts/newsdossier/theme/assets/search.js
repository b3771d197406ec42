// The search page: Pagefind's index, our own list. Words of articles enter the page as text, never as mark-up.
const form = document.querySelector(".nd-search")
const field = form.elements.q
const choices = form.querySelector("[data-nd-facets]")
const facets = [...choices.querySelectorAll("select")]
const status = document.querySelector("[data-nd-status]")
const list = document.querySelector("[data-nd-results]")
const words = list.dataset
const found = JSON.parse(words.found) // « {n} résultats » by the names that CLDR gives to plurals
const here = document.documentElement.lang
const plural = new Intl.PluralRules(here)
const STEP = 10
const SENTENCES = 2 // of one page
const LONGEST = 45 // words of a sentence that are shown
let index, latest = 0

// « l’ambassade » is looked up as « ambassade »: readers copy words with what is tied to them.
const cleaned = query => query.replace(/[’ʼ]/g, "'").replace(/(^|[\s"(])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu)'(?=\p{L})/giu, "$1").trim()

async function load() {
  index ??= import(new URL(words.base + "pagefind/pagefind.js", location.href).href).then(async pagefind => {
    await pagefind.init()
    return pagefind
  })
  return index
}

function element(name, properties = {}, ...inside) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...inside)
  return made
}

const plain = word => word.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/(?<=\p{L})'(?=\p{L})/gu, "’")

// A word after which a sentence may end, and one with which the next may begin.
const ends = (word, next) => /[.!?…]["»”)\d]*$/.test(word) && (!next || /^["«“(–—-]?[\p{Lu}\d]|^[«“–—]$/u.test(next))

// The sentences that hold what was looked for, the one with the most of it first: {place, begin, end, score}
function sentences(page, split) {
  const places = page.anchors.filter(one => one.id).sort((a, b) => a.location - b.location)
  const known = []
  for (const hit of [...page.weighted_locations].sort((a, b) => a.location - b.location)) {
    const around = known.findLast(one => one.begin <= hit.location && hit.location < one.end)
    if (around) { // a sentence too long to be shown whole is shown once
      around.hits.add(hit.location)
      around.score += hit.weight
      continue
    }
    const place = places.findLast(one => one.location <= hit.location)
    const next = places.find(one => one.location > hit.location)
    let begin = hit.location, end = hit.location + 1
    while (begin > (place?.location ?? 0) && hit.location - begin < LONGEST && !ends(split[begin - 1], split[begin])) begin--
    while (end < (next?.location ?? split.length) && end - begin < LONGEST && !ends(split[end - 1], split[end])) end++
    begin = Math.max(begin, known.at(-1)?.end ?? 0)
    known.push({ place: place?.id ?? "", begin, end, hits: new Set([hit.location]), score: hit.weight })
  }
  return known.sort((a, b) => b.score - a.score || a.begin - b.begin)
}

// The word alone, without the points and marks that stand at it.
function marked(word) {
  const [, before, inside, behind] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/u)
  return [before, element("mark", {}, inside), behind]
}

function sentence(one, split, url) {
  const isNames = one.place.startsWith("~")
  const link = element("a", { href: one.place ? `${url}#${one.place.replace(/^~/, "")}` : url })
  for (let at = one.begin; at < one.end; at++) {
    const word = plain(split[at])
    link.append(at > one.begin ? " " : "", ...(one.hits.has(at) ? marked(word) : [word]))
  }
  if (isNames) link.append(` (${words.names})`)
  return element("p", {}, link)
}

function row(page) {
  const url = new URL(words.base + page.raw_url.replace(/^\//, ""), location.href).href
  const split = page.raw_content.split(/\s+/)
  const title = element("h2", {}, element("a", { href: url }, plain(page.meta.title ?? url)))
  const facts = page.meta.facts ? [element("p", { className: "nd-facts" }, page.meta.facts)] : []
  const headline = (page.meta.title ?? "").split(/\s+/).length
  const says = one => one.begin >= headline && split.slice(one.begin, one.end).join(" ") !== `${page.meta.title}.`
  const best = sentences(page, split).filter(says).slice(0, page.anchors.length ? SENTENCES : 1)
  const item = element("li", {}, title, ...facts, ...best.map(one => sentence(one, split, url)))
  if (page.meta.lang && page.meta.lang.split("-")[0] !== here.split("-")[0]) item.lang = page.meta.lang
  return item
}

async function show(results, from) {
  const turn = latest
  const [first, ...others] = results.slice(from, from + STEP)
  if (!first) return
  const item = row(await first.data()) // the best one is there before the others are asked for
  if (turn !== latest) return
  list.append(item)
  if (from) item.querySelector("a").focus()
  const pages = await Promise.all(others.map(result => result.data()))
  if (turn !== latest) return
  list.append(...pages.map(row))
  if (results.length > from + STEP) {
    const more = element("button", { type: "button", className: "nd-more" }, words.more)
    more.addEventListener("click", () => { more.remove(); show(results, from + STEP) })
    list.after(more)
  }
}

// What is chosen, from the address: the lists themselves come after the first results.
const chosen = () => Object.fromEntries(facets.map(one => [one.name, new URLSearchParams(location.search).get(one.name)]).filter(([, value]) => value))

const ordered = (name, values) => name === "year"
  ? values.sort(([a], [b]) => b.localeCompare(a))
  : values.sort(([a, n], [b, m]) => m - n || a.localeCompare(b, here))

function offer(counts) {
  const now = chosen()
  for (const list of facets) {
    const values = Object.entries(counts[list.name] ?? {}).filter(([value, n]) => n || value === now[list.name])
    const options = ordered(list.name, values).map(([value, n]) => element("option", { value }, `${value} (${n})`))
    list.replaceChildren(element("option", { value: "" }, list.dataset.all), ...options)
    list.value = now[list.name] ?? ""
    list.parentElement.hidden = values.length < 2 && !list.value
  }
  choices.hidden = facets.every(one => one.parentElement.hidden)
}

async function search() {
  const turn = ++latest
  const term = cleaned(field.value)
  const filters = chosen()
  const nothing = !term && !Object.keys(filters).length
  document.querySelector(".nd-more")?.remove()
  list.setAttribute("aria-busy", "true")
  if (nothing) {
    list.replaceChildren()
    status.textContent = ""
  }
  try {
    const pagefind = await load()
    if (!nothing) {
      const { results } = await pagefind.search(term || null, { filters })
      if (turn !== latest) return
      list.replaceChildren()
      const n = results.length
      status.textContent = n ? (found[plural.select(n)] ?? found.other).replace("{n}", n.toLocaleString(here)) : words.none
      await show(results, 0)
    }
    const every = await pagefind.filters() // the lists are worth their bytes only now
    const counts = nothing ? every : (await pagefind.search(term || null, { filters })).filters
    if (turn === latest) offer(counts)
  } catch {
    if (turn !== latest) return
    index = undefined
    status.textContent = words.missing
  }
  if (turn === latest) list.setAttribute("aria-busy", "false")
}

// The address says what is looked for, so that it can be kept, sent, and gone back to.
function remember(keep) {
  const said = new URLSearchParams([...new FormData(form)].filter(([, value]) => value))
  if (!keep || said.toString() !== new URLSearchParams(location.search).toString()) history[keep ? "pushState" : "replaceState"](null, "", `?${said}`)
}

let waiting
field.addEventListener("input", () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => { remember(false); search() }, 150)
})
form.addEventListener("submit", event => {
  event.preventDefault()
  clearTimeout(waiting)
  remember(true)
  search()
})
choices.addEventListener("change", () => { remember(true); search() })
form.addEventListener("reset", event => {
  event.preventDefault()
  for (const one of facets) one.value = ""
  remember(true)
  search()
  field.focus()
})
addEventListener("popstate", () => { restore(); search() })
const restore = () => { field.value = new URLSearchParams(location.search).get("q") ?? "" }
restore()
// Until the lists have come, what the address chooses is their one entry: the form loses nothing meanwhile.
for (const [name, value] of Object.entries(chosen())) form.elements[name].append(element("option", { value, selected: true }, value))
search()
