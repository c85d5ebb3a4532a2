/** Lets so many run at a time; the others wait in the order they came. */
export function turns(atOnce: number) {
  const waiting: Array<() => void> = []
  let running = 0
  return async <Done>(work: () => Promise<Done>): Promise<Done> => {
    if (running >= atOnce) await new Promise<void>(resolve => waiting.push(resolve))
    else running++
    try {
      return await work()
    } finally {
      // The place goes to the next one in line without being free in between.
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
