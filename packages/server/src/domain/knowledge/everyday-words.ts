import { analyseText } from './analyse-text.ts'
import type { Language } from './language.ts'

/**
 * Words of people's stories and manners, that a document need not have to answer: common verbs, relatives, feelings, times.
 * Where the site has them they count; where it does not, they are missed less than a word that names something.
 */
const WORDS: Readonly<Record<Language, string>> = {
  en: `
    live move work study stay drive walk run sit stand sleep wake eat drink cook play sing dance watch visit meet call write
    talk chat discuss explain understand remember recognise notice check confirm decide choose prefer consider expect suggest
    recommend agree promise allow let offer give lend borrow bring carry hold keep leave put set lay place throw drop pull push
    turn open close start stop finish continue happen occur become grow change switch try manage fail succeed win lose find
    search seek receive obtain own belong include contain consist handle deal sort fix solve cover fill touch feel taste smell
    sound seem appear arrive return enter exit reach follow lead spend save earn buy sell order pick wear cut break burn clean
    afraid worried scared nervous terrified happy glad unhappy angry upset annoyed confused curious interested keen tired bored
    excited hungry thirsty stuck busy free ready quick fast slow easy easily hard difficult simple strange weird funny silly
    lovely beautiful pretty ugly cool awesome perfect terrible awful horrible decent proper official personal private common
    usual typical regular special particular certain specific general main major minor full empty complete single double half
    whole entire main extra high low short long small large huge tiny wide narrow deep thick thin heavy light hot cold warm wet
    dry clean dirty young old modern recent current previous following different similar alone together everywhere nowhere
    anywhere outside inside upstairs downstairs nearby abroad home weekend evening night morning afternoon noon midnight spring
    summer autumn fall winter birthday trip journey holiday vacation traffic train car bus bike plane road street town city
    village country place area spot side corner way road family parent mum dad grandma grandmother grandpa grandfather uncle
    aunt cousin nephew niece neighbour colleague boss partner girlfriend boyfriend wife husband couple kid teenager adult guy
    lady gentleman folks somebody buddy mate team group club life world money stuff idea reason fact point matter example story
    news letter list list page word name kind type sort bit piece pair couple dozen number half rest part end beginning middle
    moment second minute while chance luck choice plan hope wish dream mind mood heart head hand eye ear foot leg face body voice
    pound dollar euro buck quid penny cent hundred thousand million dozen several various enough almost nearly hardly barely
    suddenly recently finally actually probably definitely certainly unfortunately luckily hopefully basically literally
    apparently obviously especially mainly mostly completely totally absolutely fully properly directly immediately shortly
    straight twice thrice once somehow otherwise therefore however although though instead besides except despite per like
    unlike plus minus versus anymore nowadays tonight yesterday tomorrow ages stupid idiot damn hell god please kindly dear
    hi greetings regards sincerely best cheers sorry pardon excuse welcome`,
  pt: `
    morar mudar trabalhar estudar ficar dirigir andar correr sentar dormir acordar comer beber cozinhar brincar jogar assistir
    visitar encontrar conhecer chamar escrever conversar explicar entender compreender lembrar perceber notar verificar conferir
    confirmar decidir escolher preferir considerar esperar sugerir recomendar indicar prometer deixar dar emprestar trazer levar
    carregar segurar guardar botar colocar jogar puxar empurrar virar abrir fechar comecar parar terminar acabar continuar
    acontecer ocorrer virar crescer mudar tentar conseguir falhar ganhar perder achar procurar buscar receber obter possuir
    pertencer conter tratar resolver arrumar cobrir encher tocar sentir provar cheirar parecer aparecer sair entrar voltar
    alcancar seguir gastar economizar pegar vestir cortar quebrar queimar limpar passar dizer contar perguntar responder
    medo preocupado nervoso feliz triste chateado bravo irritado confuso curioso interessado cansado animado fome sede preso
    ocupado livre pronto rapido lento facil dificil simples estranho engracado bobo lindo bonito feio legal otimo perfeito
    terrivel horrivel decente oficial pessoal particular comum especial certo especifico geral principal cheio vazio completo
    unico duplo metade inteiro alto baixo curto longo comprido pequeno grande enorme largo estreito fundo grosso fino pesado
    leve quente frio morno molhado seco limpo sujo jovem velho moderno recente atual anterior seguinte diferente parecido
    sozinho junto juntos lugar parte lado canto rua estrada bairro cidade pais mundo vida familia pais avo avos tio tia primo
    prima sobrinho vizinho colega chefe namorado namorada esposo marido mulher casal crianca adolescente adulto cara moca rapaz
    pessoal galera turma grupo dinheiro ideia motivo razao fato ponto exemplo historia noticia carta lista pagina palavra nome
    pedaco par duzia resto comeco meio fim momento segundo instante chance sorte escolha plano desejo sonho cabeca mao olho pe
    perna rosto corpo voz real reais centavo cem mil milhao varios varias bastante quase mal repente recentemente finalmente
    provavelmente certamente infelizmente felizmente basicamente obviamente principalmente completamente totalmente direto
    imediatamente logo duas tres senao portanto porem apesar exceto alem menos fora ontem amanha hoje agora semana passada
    proxima madrugada verao inverno outono primavera aniversario viagem ferias transito trem carro onibus aviao atrasado adiantado
    mensagem meia velho amigo digo tipo tal bagulho negocio troco treco caramba nossa poxa puxa opa eita beleza valeu falou
    abraco beijo atenciosamente grato grata prezado prezada licenca desculpa perdao aqui ai`,
  es: `
    vivir mudar trabajar estudiar quedar conducir andar correr sentar dormir comer beber jugar mirar visitar conocer llamar
    escribir hablar explicar entender recordar notar comprobar confirmar decidir elegir preferir esperar sugerir recomendar
    dejar dar prestar traer llevar guardar poner abrir cerrar empezar parar terminar seguir pasar ocurrir intentar lograr perder
    buscar recibir resolver arreglar sentir parecer salir entrar volver gastar coger preocupado nervioso feliz triste enfadado
    curioso cansado ocupado libre listo rapido lento facil dificil simple raro bonito perfecto especial cierto general lleno
    vacio completo entero alto bajo corto largo pequeno grande pesado frio caliente viejo joven reciente solo junto lugar parte
    lado calle ciudad pais mundo vida familia madre padre abuelo tio primo vecino colega jefe novio novia marido esposa nino
    dinero idea motivo ejemplo historia carta lista nombre resto momento suerte casi probablemente finalmente ayer hoy manana`,
  fr: `
    habiter travailler etudier rester conduire marcher courir dormir manger boire jouer regarder visiter connaitre appeler
    ecrire parler expliquer comprendre rappeler verifier confirmer decider choisir preferer esperer conseiller laisser donner
    preter apporter porter garder mettre ouvrir fermer commencer arreter finir continuer passer arriver essayer reussir perdre
    chercher recevoir resoudre sentir sembler sortir entrer revenir depenser prendre inquiet nerveux heureux triste curieux
    fatigue occupe libre pret rapide lent facile difficile simple bizarre joli parfait special certain general plein vide entier
    haut bas court long petit grand lourd froid chaud vieux jeune recent seul ensemble endroit partie cote rue ville pays monde
    vie famille mere pere oncle cousin voisin collegue patron copain copine mari femme enfant argent idee raison exemple histoire
    lettre liste nom reste moment chance presque probablement finalement hier demain`,
  de: `
    wohnen arbeiten studieren bleiben fahren gehen laufen schlafen essen trinken spielen schauen besuchen kennen rufen schreiben
    sprechen erklaren verstehen erinnern prufen bestatigen entscheiden wahlen bevorzugen hoffen empfehlen lassen geben leihen
    bringen tragen behalten stellen legen offnen schliessen anfangen aufhoren enden passieren versuchen schaffen verlieren suchen
    bekommen losen fuhlen scheinen zuruckkommen ausgeben nehmen besorgt nervos glucklich traurig neugierig mude beschaftigt frei
    fertig schnell langsam leicht schwer einfach komisch schon perfekt besonders bestimmt allgemein voll leer ganz hoch niedrig
    kurz klein gross kalt warm jung neulich allein zusammen ort teil seite strasse stadt land welt leben familie mutter vater
    oma opa onkel tante nachbar kollege chef freund freundin kind geld idee grund beispiel geschichte brief liste name rest
    moment gluck fast wahrscheinlich endlich gestern heute`,
}

const stems = new Map<Language, ReadonlySet<string>>()

/** Whether a term of this language is an everyday one. */
export function isEveryday(term: string, language: Language): boolean {
  let known = stems.get(language)
  if (!known) stems.set(language, (known = new Set(analyseText(WORDS[language], language).map((each) => each.term))))
  return known.has(term)
}
