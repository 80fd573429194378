import type { Language } from './language.ts'

/** Written without accents, as words are compared. */
export interface WordLists {
  /** Say nothing of what a question is about. */
  readonly stop: ReadonlySet<string>
  /** Ask: they say what kind of answer is wanted. */
  readonly question: ReadonlySet<string>
  /** What people say around a question: they may count where they are found, and are not missed where they are not. */
  readonly light: ReadonlySet<string>
}

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).filter((word) => word !== ''))

export const wordLists: Readonly<Record<Language, WordLists>> = {
  en: {
    stop: setOf(`
      a an the and or but nor so if then than that this these those it its itself i me my mine myself we us our ours you your
      yours he him his she her hers they them their theirs one ones am is are was were be been being do does did doing done
      have has had having can could will would shall should may might must of in on at by for with from to into onto upon
      about as up down out off over under again there here both each few more most other others some any no not only own same
      too very just also even still yet ever never already now don dont doesn doesnt didn didnt isn isnt aren arent wasn wasnt
      weren werent haven havent hasn hasnt hadn hadnt won wont wouldn wouldnt can cant couldn couldnt shouldn shouldnt ve ll re
      im ive id hi hello hey thanks thank please pls ok okay lol yes yeah oh dear sir madam good morning afternoon evening
      while because since until till during through between among per via such much many lot lots what's let us else etc
      anybody anyone somebody someone something anything nobody nothing everything everybody everyone whatever whether`),
    question: setOf('what when where who whom whose which why how'),
    light: setOf(`
      want wants wanted need needs needed like likes liked would love know knew known tell told say says said see saw seen look
      looking looked find get gets got getting give gives go goes going went come comes came coming make makes made making take
      takes took taking put use used using try tried think thought guess hope hear heard read ask asked asking wonder wondering
      happen happens happened help helps mean means work works allow allowed possible able way thing things stuff kind sort
      really actually exactly simply maybe perhaps possibly quite rather quickly soon right wrong well bit little big nice great
      fine bad sure sorry question questions info information detail details problem problems issue issues trouble case time
      times long day days week weeks month months year years hour hours minute minutes today tomorrow yesterday ago late later
      early earlier first last next new old whole all every another different instead back away around near without within
      after before once twice only again anyway still somewhere sometimes always usually normally currently
      person people man woman guy friend wife husband son daughter mother father mum dad brother sister kid kids boss
      company shop store customer customers buyer home house
      apply applies count counts keep keeps kept start starts end ends begin begins become becomes seem seems turn turns show
      shows let lets want wish plan plans planning suppose supposed worry wait waiting waited believe
      upfront everything done live lives living be able offer offers offered exist exists available have possible
      speak speaks run runs mind changed minds forget forgets forgot bring brings pick picked picking let leave alone
      lives someone else highest lowest normal true really real responsible place
      honour amount number total exact exactly`),
  },
  pt: {
    stop: setOf(`
      o a os as um uma uns umas de do da dos das em no na nos nas num numa por pelo pela pelos pelas para pra pro pras pros com
      sem sob sobre entre ate apos e ou mas nem que se como porque pois quando ja nao sim so tambem mais menos muito muita
      muitos muitas pouco bem mal aqui ali la ai isso isto aquilo esse essa esses essas este esta estes estas aquele aquela
      aqueles aquelas eu tu ele ela nos vos eles elas voce voces vc vcs me te lhe lhes nos meu minha meus minhas teu tua seu sua
      seus suas nosso nossa nossos nossas dele dela deles delas ser sou e somos sao era eram foi foram seja sendo sido estar
      estou esta estamos estao estava estavam esteve ter tenho tem temos tinha tinham teve tive haver ha houve vou vai vamos vao
      ir ao aos a ate oi ola bom boa dia tarde noite obrigado obrigada favor gentileza ne tipo entao ainda agora depois antes
      algum alguma alguns algumas nenhum nenhuma todo toda todos todas cada outro outra outros outras mesmo mesma tudo nada
      alguem ninguem algo qualquer gente pode posso podem podemos poderia deve devo devem precisa preciso tb tbm eh kkk
      dia-a-dia ate desde durante enquanto embora caso`),
    question: setOf('qual quais quanto quanta quantos quantas onde aonde quem que quando como porque pq cade'),
    light: setOf(`
      demora demorar demorou leva levar moro mora moram morar moramos passou passaram passar consigo conseguem verdade
      normal lugar lado noite manda mandar mandou mandaram esqueci esqueceu querer comprei comprou compramos ganhei tirar tira
      senhor senhora tarde cedo sozinho sozinha acabei acabou
      quero queria quer gostaria gostava adoraria saber sei sabe dizer diga fala falar falou ver vi viu ve olhar achar acho
      achei dar da deu dei faz fazer fiz feito fez fazem ficar fica fiquei ficou usar uso uso usado tentar tentei tentando
      conseguir consigo consegue preciso precisar precisando perguntar pergunta duvida duvidas ajuda ajudar problema problemas
      coisa coisas jeito forma maneira possivel permitido certo errado real realmente exatamente simplesmente talvez rapido
      tempo prazo vez vezes dia dias semana semanas mes meses ano anos hora horas minuto minutos hoje amanha ontem atras cedo
      primeiro primeira ultimo ultima proximo proxima novo nova velho velha inteiro inteira diferente vez volta perto longe
      dentro fora normalmente atualmente sempre nunca pessoa pessoas homem mulher amigo amiga esposa marido filho filha mae pai
      irmao irma namorada namorado chefe empresa loja lojas cliente clientes casa
      vale valem conta contar comecar comeca terminar termina parecer parece mostrar deixar deixa deixei esperar espero
      esperando existe existem oferece oferecem disponivel disponiveis numero total valor
      chegar chegou chega vir veio vem acontece aconteceu informacao informacoes detalhe detalhes oferecer trabalha trabalham`),
  },
  es: {
    stop: setOf(`
      el la los las un una unos unas de del a al en por para con sin sobre entre hasta desde y e o u pero ni que si como porque
      cuando ya no si solo tambien mas menos muy mucho mucha muchos muchas poco bien aqui ahi alli eso esto aquello ese esa esos
      esas este esta estos estas yo tu el ella nosotros vosotros ellos ellas usted ustedes me te se le les lo nos os mi mis tu
      tus su sus nuestro nuestra nuestros nuestras ser soy es somos son era fue fueron sea sido estar estoy esta estamos estan
      estaba tener tengo tiene tenemos tienen tenia haber he ha hay habia hola buenos buenas dias tardes noches gracias favor
      algun alguna algunos algunas ningun ninguna todo toda todos todas cada otro otra otros otras mismo misma nada algo alguien
      nadie cualquier puede puedo pueden podemos podria debe debo deben entonces ahora despues antes durante mientras aunque`),
    question: setOf('que cual cuales cuanto cuanta cuantos cuantas donde adonde quien quienes cuando como'),
    light: setOf(`
      quiero quisiera quiere gustaria saber se sabe decir dime hablar ver mirar encontrar dar hacer hace hago hecho quedar usar
      uso intentar conseguir necesito necesita preguntar pregunta duda dudas ayuda ayudar problema problemas cosa cosas forma
      manera posible permitido realmente exactamente quiza quizas tiempo plazo vez veces dia dias semana semanas mes meses ano
      anos hora horas minuto minutos hoy manana ayer primero primera ultimo ultima proximo nuevo nueva entero diferente vuelta
      cerca dentro fuera siempre nunca persona personas amigo amiga esposa marido hijo hija empresa tienda tiendas cliente
      clientes casa vale contar empezar terminar parecer mostrar dejar esperar existe existen ofrece ofrecen disponible maximo
      minimo numero total informacion detalles llegar llego llega venir pasa ocurre`),
  },
  fr: {
    stop: setOf(`
      le la les un une des du de d l a au aux en dans par pour avec sans sur sous entre jusque depuis et ou mais ni que qu si
      comme parce quand ne pas plus moins tres bien ici la ca cela ceci ce cet cette ces je j tu il elle on nous vous ils elles
      me m te t se s lui leur leurs y mon ma mes ton ta tes son sa ses notre nos votre vos etre suis est sommes etes sont etait
      ete sera avoir ai as avons avez ont avait bonjour bonsoir salut merci svp plait aussi encore deja toujours jamais tout
      toute tous toutes chaque autre autres meme rien quelque chose quelqu un personne aucun aucune peut peux pouvez peuvent
      pourrait dois doit doivent alors maintenant apres avant pendant lorsque n c`),
    question: setOf('quel quelle quels quelles combien ou qui que quoi quand comment pourquoi'),
    light: setOf(`
      veux voudrais veut aimerais savoir sais dire dites parler voir regarder trouver donner faire fait fais rester utiliser
      essayer besoin demander question questions aide aider probleme problemes chose choses facon maniere possible permis
      vraiment exactement peut-etre temps delai fois jour jours semaine semaines mois an ans annee annees heure heures minute
      minutes aujourd hui demain hier premier premiere dernier derniere prochain nouveau nouvelle entier different retour pres
      dedans dehors personnes ami amie femme mari fils fille entreprise magasin magasins client clients maison valable compter
      commencer finir sembler montrer laisser attendre existe offre offrez disponible maximum minimum numero total information
      informations details arriver arrive venir passe`),
  },
  de: {
    stop: setOf(`
      der die das den dem des ein eine einen einem einer eines und oder aber noch nicht kein keine keinen keinem keiner von vom
      zu zum zur in im an am auf aus bei beim mit nach vor fur durch uber unter zwischen gegen ohne um bis seit als wenn ob
      dass weil da dann denn so auch nur schon sehr mehr weniger hier dort ich du er sie es wir ihr mich mir dich dir sich ihn
      ihm uns euch ihnen mein meine meinen meinem meiner dein deine sein seine seinen ihre ihren ihrem ihrer unser unsere euer
      eure ist bin bist sind seid war waren wird werden wurde worden habe hast hat haben habt hatte hatten kann kannst konnen
      konnt konnte darf durfen muss mussen musst soll sollen will wollen hallo guten tag morgen abend danke bitte man jeder
      jede jedes alle alles andere anderer anderes etwas nichts jemand niemand dieser diese dieses diesem diesen jetzt immer
      nie mal doch ja nein wahrend ins`),
    question: setOf(
      'was wann wo wer wen wem wessen welche welcher welches welchen welchem warum wieso wie wohin woher wieviel',
    ),
    light: setOf(`
      mochte mochten wurde gerne gern wissen weiss sagen sage sprechen sehen schauen finden geben gibt gebe machen macht mache
      bleiben benutzen nutzen versuchen brauche braucht brauchen fragen frage hilfe helfen problem probleme sache sachen weise
      moglich erlaubt wirklich genau einfach vielleicht zeit frist lange lang tag tage tagen woche wochen monat monate monaten
      jahr jahre jahren stunde stunden minute minuten heute gestern erste ersten letzte letzten nachste neu neue alt ganze
      zuruck nahe person personen freund freundin frau mann sohn tochter firma laden geschaft kunde kunden hause gilt zahlt
      zahlen anfangen enden scheinen zeigen lassen warten bieten bietet verfugbar maximal minimal nummer gesamt information
      informationen details kommen kommt passiert`),
  },
}
