import type { Language } from './language.ts'

/**
 * Everyday words that mean much the same wherever somebody buys or asks for something: a group a line, `|` between its
 * words. They weigh less than a site's own synonyms and far less than the word itself.
 */
const GROUPS: Readonly<Record<Language, string>> = {
  en: `
    refund | money back | reimburse | reimbursement | get my money
    return | send back | give back | bring back | take back
    cost | price | fee | charge | how much | expensive | pay
    shipping | postage | delivery | deliver | ship | send
    store | shop | branch
    coupon | voucher | promo code | discount code | code
    cancel | call off
    broken | damaged | smashed | cracked | defective | faulty | fault | defect
    support | customer service | help desk | support team
    phone | telephone | call | ring
    mail | email | e-mail
    text message | sms | text
    courier | carrier | delivery company
    parcel | package | box | shipment
    opening hours | open | hours | close | closed
    buy | purchase | order
    warranty | guarantee
    instalment | pay later | in parts | monthly payment
    unsubscribe | stop sending | stop receiving
    delete | erase | remove | wipe
    sold out | out of stock | unavailable
    job | vacancy | position | work for you | career
    salary | wage | pay | earn
    invoice | bill | receipt
    repair | fix | mend
    replace | exchange | swap | replacement
    password | login | sign in | log in
    begin | start
    lift | elevator
    pick up | collect | collection | fetch | pick-up
    company | business | firm | trade customer
    present | gift | given
    recycle | get rid of | dispose | throw away
    child | kid
    old | age | years old | over
    clean | wash | wipe | remove | get off
    answer | reply | respond | hear back
    wheelchair | disabled | step-free | ramp
    published | online | appear
    late | delay | delayed
    lost | missing | never arrived | not arrived
    change | modify | alter | edit
    test | try out
    allowed | permitted | may
    lamp | light | luminaire | fixture
    bulb | light bulb
    watt | wattage
    smartphone | phone | mobile
    car | park | parking
    arrive | get here | come | delivered
    track | follow | locate | where is
    account | profile
    member | membership | loyalty programme
    employee | staff | worker | colleague | team
    holiday | vacation | days off | day off | leave
    size | dimension | measurement
    weight | heavy | weigh
    tall | height | high
    temperature | degrees | °c | hot
    photo | picture | image
    review | rating | feedback | comment
    gift card | gift voucher
    turn off | switch off | switched off
    turn on | switch on | light up
    install | mount | hang | put up | assemble
    application | apply | applicant
    intern | internship | trainee | apprentice
    student | university
    discount | reduction | rebate | percent off | cheaper
    tax | vat
    flat | apartment | home | house
    stairs | floor | storey | upstairs
    steal | theft
    pair | connect | link | sync
    internet | wifi | wi-fi | network | online
    scratch | dent | mark | crack
    dog | pet | animal
    toilet | restroom | loo
    christmas | 25 december | 24 december
    boxing day | 26 december
    new year | 1 january | 31 december
    beach | coast | seaside | sea
    garden | outdoor | outside | balcony | terrace
    stain | spot | mark
    bath | bathtub | shower | bathroom
    sell | seller | vendor
    minor | under 18 | at least 18
    forget | forgot | lost
    wrong | mistake | error
    pick-up point | parcel shop
    responsible | liable | responsibility
    replacement | new one | spare part
    danger | dangerous | safe | harmless`,
  pt: `
    reembolso | dinheiro de volta | estorno | devolver o dinheiro | reembolsar | estornar
    devolver | devolucao | mandar de volta | retornar
    preco | custo | custar | valor | quanto custa | taxa | tarifa | cobrar | pagar
    frete | entrega | envio | entregar | enviar | mandar
    loja | filial | unidade
    cupom | codigo | codigo de desconto | voucher
    cancelar | cancelamento | desistir
    quebrado | danificado | estragado | trincado | defeito | defeituoso
    atendimento | suporte | sac | central
    telefone | ligar | ligacao | fone
    email | e-mail | correio eletronico
    sms | mensagem de texto | torpedo
    transportadora | entregador | correios
    pacote | encomenda | caixa | pedido
    horario | funcionamento | abrir | aberto | fechar | fechado
    comprar | compra | adquirir
    garantia
    parcela | parcelar | parcelamento | prestacao | vezes
    descadastrar | parar de receber | cancelar inscricao
    apagar | excluir | deletar | remover
    esgotado | sem estoque | indisponivel
    vaga | emprego | trabalhar | trabalho
    salario | remuneracao | ganhar
    nota fiscal | nf | nota | recibo
    conserto | consertar | reparo | arrumar
    trocar | troca | substituir
    senha | login | entrar
    comecar | iniciar
    retirar | retirada | buscar | pegar
    empresa | cnpj | pessoa juridica
    presente | ganhar de presente
    reciclar | reciclagem | descartar | descarte | jogar fora
    crianca | filho
    idade | anos | maior
    limpar | limpeza | lavar
    responder | resposta | retorno
    cadeira de rodas | cadeirante | rampa | deficiente
    publicar | aparecer
    atraso | atrasado
    perdido | extraviado | sumiu | nao chegou
    mudar | alterar | alteracao | editar | modificar
    luminaria | lampada | abajur
    celular | telefone | smartphone
    carro | estacionar | estacionamento
    voltagem | tensao | volts
    pagamento | pagar
    chegar | entregue | receber | recebimento
    rastrear | rastreio | rastreamento | acompanhar | onde esta
    conta | perfil | cadastro
    ferias | folga | descanso
    tamanho | medida | dimensao
    peso | pesar | pesa
    altura | alto | mede
    temperatura | graus | °c
    foto | imagem | fotografia
    avaliacao | comentario | opiniao | nota
    desligar | apagar | desligado
    ligar | acender
    instalar | pendurar | montar | fixar | instalacao
    candidatar | candidatura | curriculo
    estagio | estagiario | aprendiz
    estudante | universitario | faculdade
    desconto | abatimento | mais barato | promocao
    imposto | icms | nota fiscal
    apartamento | casa | residencia
    escada | andar | elevador
    roubado | roubo | furto
    conectar | parear | sincronizar
    internet | wifi | wi-fi | rede
    risco | arranhao | marca | mancha
    cachorro | animal | pet
    banheiro | chuveiro | box
    natal | 25 de dezembro | 24 de dezembro
    ano-novo | ano novo | reveillon | 1 de janeiro | 31 de dezembro
    praia | litoral | mar | maresia
    jardim | varanda | area externa | ar livre | chuva
    vizinho | vizinha
    vender | vendedor
    menor | 18 anos | idade minima
    esquecer | esqueci | perdi
    errado | engano | erro
    responsavel | responsabilidade
    frequencia | vezes | mensal
    incluir | colocar | acrescentar | adicionar
    terceiros | outra pessoa
    funcionario | equipe
    vencer | validade | vale | expirar
    surdo | libras
    tirar | remover | sair
    encerar | cera
    cancelou | cancelado | cancelamento
    indicar | recomendar | indicacao
    imagens | fotos`,
  es: `
    reembolso | devolucion del dinero | reembolsar
    devolver | devolucion | retornar
    precio | coste | costo | costar | cuanto cuesta | tarifa
    envio | entrega | enviar | entregar
    tienda | local | sucursal
    cupon | codigo | vale
    cancelar | anular
    roto | danado | defectuoso | averiado | defecto
    soporte | atencion al cliente | ayuda
    telefono | llamar | llamada
    correo | email | e-mail
    paquete | pedido | envio
    horario | abrir | abierto | cerrar
    comprar | compra
    factura | recibo
    reparar | arreglar | reparacion
    cambiar | cambio | modificar
    contrasena | clave
    recoger | recogida
    empresa | negocio`,
  fr: `
    remboursement | rembourser
    retourner | renvoyer | retour | rendre
    prix | cout | couter | tarif | frais
    livraison | envoi | expedition | livrer | envoyer
    magasin | boutique
    bon | code | coupon
    annuler | annulation
    casse | abime | endommage | defectueux | defaut
    assistance | service client | support
    telephone | appeler | appel
    courriel | email | e-mail | mail
    colis | paquet | commande
    horaires | ouvert | ouvrir | ferme
    acheter | achat
    facture | recu
    reparer | reparation
    echanger | echange | changer
    mot de passe
    retirer | retrait
    entreprise | societe`,
  de: `
    erstattung | ruckerstattung | geld zuruck | erstatten
    zurucksenden | rucksendung | zuruckgeben | retoure | ruckgabe
    preis | kosten | kostet | gebuhr
    versand | lieferung | liefern | versenden | schicken
    laden | geschaft | filiale
    gutschein | code | rabattcode
    stornieren | kundigen | abbestellen
    kaputt | beschadigt | defekt | fehlerhaft
    support | kundendienst | kundenservice
    telefon | anrufen
    email | e-mail | mail
    paket | sendung | bestellung
    offnungszeiten | geoffnet | offen | geschlossen
    kaufen | kauf | bestellen
    rechnung | beleg
    reparieren | reparatur
    umtauschen | umtausch | tauschen
    passwort | kennwort
    abholen | abholung
    firma | unternehmen`,
}

export function generalSynonyms(language: Language): readonly (readonly string[])[] {
  return GROUPS[language]
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .map((word) => word.trim())
        .filter((word) => word !== ''),
    )
    .filter((group) => group.length > 1)
}
