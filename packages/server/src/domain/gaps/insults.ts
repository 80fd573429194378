const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''))

/** Words that people throw at a machine; folded. They ask for nothing, and nobody wants to read them in a draft. */
export const insults = setOf(`
  stupid idiot idiots moron fuck fucking fucked shit shitty crap asshole bastard bitch sucks
  idiota idiotas estupido estupida merda bosta porra caralho otario otaria imbecil
  tonto tonta mierda puta joder
  idiote connard merde putain debile
  scheisse scheiss arschloch`)

/** Words that are thrown as well, and are said of other things, too: nothing is asked where there are only these. */
export const scorn = setOf(`
  dumb useless damn suck garbage trash bot robot hate worst terrible horrible
  burro burra inutil lixo droga odeio pessimo pessima horrivel robo
  basura odio inutil pesimo
  nul nulle inutile robot
  dumm blod mist mull nutzlos hasse`)
