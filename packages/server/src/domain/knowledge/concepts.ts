import { CONCEPTS_OF_THINGS } from './concepts-of-things.ts'
import { type Language, languages } from './language.ts'

/**
 * What customers everywhere ask about, in the five languages: a concept a line, a language between `;` in the order of
 * `languages`, words or phrases that stand for it between `|`. So words stand for others of their language, and for those
 * of documents in another one. General language only: nothing here is of one business.
 */
const CONCEPTS = `
price | cost | fee | charge | rate | how much | pay | expensive | fare ; preço | custo | custar | valor | taxa | tarifa | quanto custa | quanto é | quanto sai | quanto fica | cobrar | pagar ; precio | coste | costar | valor | tarifa | cuánto cuesta | cobrar | pagar ; prix | coût | coûter | tarif | frais | combien | payer ; preis | kosten | kostet | gebühr | tarif | bezahlen | zahlen
pay | payment | settle ; pagar | pagamento | pago ; pagar | pago ; payer | paiement | régler ; zahlen | bezahlen | zahlung
free | free of charge | for nothing | at no cost | gratis | complimentary | included ; grátis | gratuito | de graça | sem custo | cortesia | incluído ; gratis | gratuito | sin coste | incluido ; gratuit | offert | sans frais | inclus ; kostenlos | gratis | umsonst | frei | inbegriffen | inklusive
included | include | comes with | part of | come with ; incluído | incluso | inclui | vem com | acompanha ; incluido | incluye | viene con ; inclus | compris | comprend ; inbegriffen | inklusive | enthalten | dabei
extra | additional | on top | surcharge | supplement | more ; extra | a mais | adicional | à parte | acréscimo | além ; extra | adicional | suplemento | aparte | más ; supplément | en plus | supplémentaire ; zusätzlich | aufpreis | extra | zuschlag
discount | reduction | cheaper | rebate | off | percent off | special price | lower price ; desconto | abatimento | mais barato | promoção | redução | menos ; descuento | rebaja | más barato ; remise | réduction | rabais | moins cher ; rabatt | ermäßigung | günstiger | nachlass
cheap | cheapest | lowest price | budget ; barato | mais em conta | econômico ; barato | económico ; bon marché | pas cher | économique ; billig | günstig | preiswert
deposit | down payment | put down | up front | upfront | in advance | advance ; sinal | entrada | caução | adiantado | adiantamento | antecipado ; depósito | señal | anticipo | por adelantado | fianza ; acompte | caution | arrhes | d'avance ; anzahlung | kaution | pfand | im voraus
instalment | installment | monthly part | spread | in parts | in instalments | split | pay later ; parcela | parcelar | parcelado | dividir | dividido | vezes | prestação ; plazo | cuota | fraccionar | a plazos ; mensualité | plusieurs fois | échelonner ; rate | raten | ratenzahlung
interest ; juros ; interés | intereses ; intérêt | intérêts ; zins | zinsen
monthly | per month | a month | each month | every month | month ; mensal | mensalidade | por mês | ao mês | mês ; mensual | al mes | por mes | mensualidad ; mensuel | par mois | mensualité ; monatlich | pro monat | im monat | monat
yearly | annual | per year | a year | whole year | every year ; anual | por ano | ao ano | anuidade ; anual | al año | por año ; annuel | par an ; jährlich | pro jahr | im jahr
weekly | per week | a week | every week | each week ; semanal | por semana | toda semana ; semanal | por semana ; hebdomadaire | par semaine ; wöchentlich | pro woche
daily | per day | a day | each day | every day ; diário | diária | por dia | ao dia | todos os dias ; diario | al día | por día ; quotidien | par jour ; täglich | pro tag | am tag
day pass | day ticket | single day | one day | single visit ; diária | avulsa | avulso | só um dia ; pase de día | entrada de un día ; billet journée | pass journée ; tageskarte | tagespass
cash | banknote | coins | notes ; dinheiro | espécie | em espécie ; efectivo ; espèces | liquide ; bar | bargeld
card | +credit card | +debit card | +visa | +mastercard | +amex | +american express ; cartão | +cartão de crédito | +cartão de débito | +visa | +mastercard ; tarjeta | +tarjeta de crédito | +tarjeta de débito | +visa | +mastercard ; carte | carte bancaire | +carte de crédito | +visa ; karte | +kreditkarte | +ec-karte | +visa
amex | american express ; amex | american express ; amex | american express ; amex | american express ; amex | american express
bank transfer | wire | wire transfer | transfer ; transferência | +pix | +ted ; transferencia ; virement ; überweisung | überweisen
debit | direct debit | take the money | take money ; débito | débito automático | debitar | cobrado | descontar ; domiciliación | cargo ; prélèvement | prélever ; lastschrift | abbuchen | abbuchung | einzug
invoice | bill | receipt | statement ; fatura | conta | nota fiscal | nota | recibo | boleto | comprovante ; factura | recibo | cuenta ; facture | reçu | note ; rechnung | beleg | quittung | kassenbon
tax | vat ; imposto | tributo | icms ; impuesto | iva ; taxe | tva | impôt ; steuer | mehrwertsteuer | mwst
customs | duty | duties | import ; alfândega | imposto de importação ; aduana | arancel ; douane | droits de douane ; zoll | einfuhr
refund | money back | reimburse | reimbursement | get back | give back | return the money | money ; reembolso | reembolsar | dinheiro de volta | estorno | estornar | devolver | devolução | recebe | receber de volta | ressarcir ; reembolso | reembolsar | devolver el dinero | devolución ; remboursement | rembourser ; erstattung | erstatten | rückerstattung | geld zurück
return | send back | give back | bring back | hand back | take back | drop off ; devolver | devolução | retornar | mandar de volta | entregar de volta ; devolver | devolución ; retour | retourner | renvoyer | rendre | ramener ; rückgabe | zurückgeben | zurückschicken | zurücksenden | retoure
exchange | swap | replace | replacement | change for ; troca | trocar | substituir | substituição ; cambio | cambiar | sustituir ; échange | échanger | remplacer ; umtausch | umtauschen | tauschen | ersetzen | ersatz
cancel | call off | cancellation | back out | withdraw | change my mind ; cancelar | cancelamento | desistir | desistência | desmarcar | rescindir ; cancelar | cancelación | anular | desistir ; annuler | annulation | résilier | rétracter ; stornieren | storno | absagen | kündigen | widerrufen
quit | leave | get out | terminate | end | notice | cancel | close ; sair | encerrar | cancelar | largar | parar | desistir ; dejar | darse de baja | baja | terminar ; quitter | résilier | arrêter | partir ; kündigen | kündigung | verlassen | beenden | austreten
pause | freeze | suspend | put on hold ; pausar | trancar | suspender | congelar | interromper ; pausar | congelar | suspender ; pause | suspendre | geler ; pausieren | ruhen | aussetzen
reschedule | move | postpone | change the date | rebook | another date ; remarcar | remarcação | adiar | mudar a data | reagendar ; cambiar la fecha | aplazar | posponer ; reporter | décaler | changer la date ; verschieben | umbuchen | verlegen
penalty | fine | late fee | fee | charge | punish ; multa | penalidade | taxa ; multa | penalización | recargo ; pénalité | amende | frais ; strafe | gebühr | strafgebühr
late | delay | delayed | too late | behind | overdue | later ; atraso | atrasado | atrasar | tarde | demora ; retraso | tarde | atrasado ; retard | en retard | tard ; spät | verspätet | verspätung | zu spät
early | ahead | in advance | beforehand | before | prior ; antecedência | antes | adiantado | cedo ; antelación | antes | temprano ; avance | à l'avance | avant | tôt ; früh | vorher | im voraus | früher
book | reserve | booking | reservation | make an appointment | appointment | sign up ; reservar | reserva | marcar | agendar | agendamento | horário marcado ; reservar | reserva | cita | pedir cita ; réserver | réservation | rendez-vous ; buchen | buchung | reservieren | reservierung | termin
appointment | slot | visit | consultation ; consulta | horário | visita | hora marcada ; cita | consulta | visita ; rendez-vous | consultation | visite ; termin | besuch | sprechstunde
sign up | register | registration | enrol | enroll | join | subscribe | enrolment ; inscrever | inscrição | matricular | matrícula | cadastrar | cadastro | assinar ; inscribir | inscripción | matrícula | registrar | apuntarse ; inscrire | inscription | adhérer ; anmelden | anmeldung | einschreiben | registrieren
subscription | membership | plan | contract | package ; assinatura | plano | mensalidade | contrato | pacote ; suscripción | abono | plan | contrato ; abonnement | forfait | contrat | formule ; abo | abonnement | vertrag | tarif | mitgliedschaft
minimum term | contract | commitment | tie-in ; fidelidade | permanência | contrato ; permanencia | compromiso ; engagement | durée minimale ; mindestlaufzeit | laufzeit | bindung
upgrade | switch | change plan | move up ; mudar de plano | trocar de plano | subir ; cambiar de plan | mejorar ; changer de forfait | passer ; wechseln | upgrade | hochstufen
downgrade | step down | smaller plan ; reduzir | plano menor ; bajar | reducir ; baisser | rétrograder ; herabstufen | downgrade | kleiner
trial | try | try out | test | sample | demo ; teste | testar | experimentar | experiência | prova | demonstração ; prueba | probar ; essai | essayer | tester ; test | testen | testphase | probe | ausprobieren | probieren
first visit | first time | new customer | new patient | new | first ; primeira vez | primeira visita | cliente novo | novo | primeira ; primera vez | primera visita | nuevo ; première fois | première visite | nouveau ; erster besuch | zum ersten mal | neukunde | neu
open | opening hours | opening times | business hours | hours | close | closed | closing time | shut ; abrir | aberto | abre | funciona | funcionamento | horário | fechar | fechado | fecha | atende | atendimento ; abrir | abierto | horario | cerrar | cerrado ; ouvrir | ouvert | horaires | fermer | fermé | ouverture | fermeture ; öffnen | geöffnet | offen | öffnungszeiten | auf | schließen | geschlossen | zu
start | begin | beginning | commence | kick off | from ; começar | começo | início | iniciar | a partir ; empezar | comenzar | inicio ; commencer | début | débuter ; anfangen | beginnen | beginn | start | anfang
end | finish | over | until | last | expire | run out ; acabar | terminar | fim | final | até | vencer ; acabar | terminar | fin | hasta | vencer ; finir | fin | terminer | jusque | expirer ; enden | ende | aufhören | bis | ablaufen
last | take | duration | length | how long ; durar | duração | leva | demora | quanto tempo | tempo ; durar | duración | tarda | cuánto tiempo ; durer | durée | combien de temps ; dauern | dauer | wie lange
valid | validity | expire | expiry | good for | work until ; válido | validade | vale | vencer | expirar ; válido | validez | caduca | vence ; valable | validité | expire ; gültig | gültigkeit | gilt | ablaufen
deadline | latest | at the latest | by when | until when | last day | due ; prazo | até quando | no máximo | limite | último dia | vencimento ; plazo | hasta cuándo | límite | como muy tarde ; délai | date limite | au plus tard ; frist | spätestens | bis wann
wait | waiting time | ready | done | finished ; esperar | espera | pronto | fica pronto | sai ; esperar | espera | listo ; attendre | attente | prêt ; warten | wartezeit | fertig
same day | today | right away | at once | immediately | straight away | instantly | instant | urgent ; mesmo dia | hoje | na hora | imediato | imediatamente | urgente | já ; mismo día | hoy | en el acto | inmediato | enseguida | urgente ; même jour | aujourd'hui | tout de suite | immédiatement | urgent ; selber tag | heute | sofort | gleich | dringend
emergency | urgent | urgently ; emergência | urgência | plantão | urgente ; urgencia | emergencia ; urgence ; notfall | notdienst | dringend
night | at night | overnight | nighttime | evening ; noite | à noite | madrugada | noturno ; noche | por la noche | madrugada ; nuit | soir | la nuit ; nacht | nachts | abend | abends
morning | mornings | a.m. ; manhã | de manhã | cedo ; mañana | por la mañana ; matin | matinée ; morgen | vormittag | morgens
afternoon | p.m. ; tarde | à tarde | de tarde ; tarde | por la tarde ; après-midi ; nachmittag | nachmittags
noon | midday | lunchtime ; meio-dia | almoço ; mediodía ; midi ; mittag | mittags
weekday | workday | working day | business day | during the week | monday to friday ; dia útil | dias úteis | dia de semana | durante a semana | segunda a sexta ; día laborable | día hábil | entre semana | lunes a viernes ; jour ouvrable | en semaine | jour ouvré ; werktag | wochentags | unter der woche | arbeitstag
monday ; segunda | segunda-feira ; lunes ; lundi ; montag
tuesday ; terça | terça-feira ; martes ; mardi ; dienstag
wednesday ; quarta | quarta-feira ; miércoles ; mercredi ; mittwoch
thursday ; quinta | quinta-feira ; jueves ; jeudi ; donnerstag
friday ; sexta | sexta-feira ; viernes ; vendredi ; freitag
saturday ; sábado ; sábado ; samedi ; samstag | sonnabend
sunday ; domingo ; domingo ; dimanche ; sonntag
public holiday | bank holiday | holiday ; feriado ; festivo | feriado ; jour férié | férié ; feiertag
vacation | holidays | holiday | time off | days off | leave ; férias | folga ; vacaciones ; vacances | congé | congés ; urlaub | ferien
christmas | 25 december ; natal | 25 de dezembro ; navidad ; noël ; weihnachten
easter ; páscoa ; pascua ; pâques ; ostern
january ; janeiro ; enero ; janvier ; januar
february ; fevereiro ; febrero ; février ; februar
march ; março ; marzo ; mars ; märz
april ; abril ; abril ; avril ; april
june ; junho ; junio ; juin ; juni
july ; julho ; julio ; juillet ; juli
august ; agosto ; agosto ; août ; august
september ; setembro ; septiembre ; septembre ; september
october ; outubro ; octubre ; octobre ; oktober
november ; novembro ; noviembre ; novembre ; november
december ; dezembro ; diciembre ; décembre ; dezember
summer | high season ; verão | alta temporada ; verano ; été ; sommer
winter | low season ; inverno | baixa temporada ; invierno ; hiver ; winter
week ; semana ; semana ; semaine ; woche
day ; dia ; día ; jour | journée ; tag
hour ; hora ; hora ; heure ; stunde
minute ; minuto ; minuto ; minute ; minute
year ; ano ; año ; an | année ; jahr
twice | two times ; duas vezes ; dos veces ; deux fois ; zweimal
half | fifty percent ; metade | meio | meia | 50 % ; mitad | medio ; moitié | demi ; hälfte | halb
maximum | at most | limit | up to | most | biggest | highest | largest | how many ; máximo | no máximo | limite | até | maior ; máximo | límite | hasta | mayor ; maximum | limite | jusqu'à | plus grand ; maximal | höchstens | limit | bis zu | größte
minimum | at least | lowest | smallest | least ; mínimo | pelo menos | ao menos | menor ; mínimo | al menos | menor ; minimum | au moins | plus petit ; mindestens | minimum | kleinste
shipping | delivery | deliver | ship | postage | send | dispatch ; frete | entrega | entregar | envio | enviar | mandar | delivery | despacho ; envío | enviar | entrega | entregar ; livraison | livrer | expédition | envoyer | port ; versand | lieferung | liefern | verschicken | zustellung | porto
parcel | package | packet | shipment | box ; pacote | encomenda | embrulho | caixa ; paquete | envío | caja ; colis | paquet | boîte ; paket | päckchen | sendung | karton
courier | carrier | driver | delivery company | postman ; transportadora | entregador | correios | carteiro | motoboy ; transportista | mensajero | repartidor | cartero ; transporteur | livreur | facteur | coursier ; paketdienst | bote | zusteller | spediteur
pick up | collect | collection | fetch | come for ; buscar | retirar | retirada | pegar | recolher ; recoger | recogida | retirar ; récupérer | retrait | chercher | retirer ; abholen | abholung
track | follow | where is my order | trace | locate ; rastrear | rastreio | rastreamento | acompanhar | onde está ; seguir | rastrear | seguimiento | localizar ; suivre | suivi ; verfolgen | sendungsverfolgung
order | purchase | buy | get ; pedido | pedir | compra | comprar | encomenda | adquirir ; pedido | comprar | compra | encargar ; commande | commander | acheter | achat ; bestellung | bestellen | kaufen | kauf
stock | in stock | available | availability | sold out | out of stock ; estoque | disponível | disponibilidade | esgotado | vaga ; existencias | disponible | agotado ; stock | disponible | épuisé | rupture ; lager | vorrätig | verfügbar | ausverkauft
broken | damaged | break | damage | smashed | cracked | doesn't work | not working ; quebrado | quebrar | quebra | danificado | estragado | rachado | não funciona | dano ; roto | romper | dañado | estropeado | no funciona ; cassé | casser | abîmé | endommagé | ne marche pas ; kaputt | beschädigt | zerbrochen | defekt | bricht
faulty | fault | defect | defective | problem | breakdown | break down | malfunction | down ; defeito | defeituoso | falha | problema | pane | fora do ar ; defecto | defectuoso | avería | fallo ; défaut | défectueux | panne ; fehler | defekt | störung | mangel | panne
missing | lost | lose | gone | disappeared | can't find | left behind | forgot | forgotten ; perdido | perder | perdi | sumiu | extraviado | faltando | falta | esqueci | esquecido ; perdido | perder | extraviado | falta | olvidado ; perdu | perdre | manque | manquant | oublié ; verloren | verlieren | fehlt | weg | vergessen | verschwunden
stolen | theft | steal | robbed | thief ; roubado | roubo | furto | roubaram | furtado ; robado | robo | hurto ; volé | vol | voler ; gestohlen | diebstahl | geklaut
wrong | mistake | error | by accident | accidentally | incorrect ; errado | erro | engano | sem querer | trocado ; equivocado | error | por error ; erreur | faux | mauvais | par erreur ; falsch | fehler | aus versehen | irrtum
complaint | complain | claim | dissatisfied ; reclamação | reclamar | queixa ; queja | reclamación | quejarse ; réclamation | plainte | se plaindre ; beschwerde | reklamation | beschweren
repair | fix | mend | service ; conserto | consertar | reparo | arrumar | manutenção ; reparar | reparación | arreglar ; réparer | réparation ; reparatur | reparieren | instandsetzen
warranty | guarantee | covered | cover ; garantia | cobre | coberto ; garantía | cubre | cubierto ; garantie | couvert | couvre ; garantie | gewährleistung | gedeckt
insurance | insured ; seguro | plano de saúde | convênio | segurado ; seguro | asegurado ; assurance | assuré | mutuelle ; versicherung | versichert | krankenkasse
phone | telephone | call | ring | phone number | number | speak to ; telefone | ligar | fone | ligação | número | chamar | falar ; teléfono | llamar | número | llamada ; téléphone | appeler | numéro | appel ; telefon | anrufen | telefonnummer | nummer | anruf
e-mail | email | mail | write to ; e-mail | email | escrever ; correo | correo electrónico | email | escribir ; courriel | e-mail | mail | écrire ; e-mail | mail | schreiben
text message | sms | text ; sms | mensagem de texto | torpedo ; sms | mensaje de texto ; sms | texto ; sms | textnachricht
message | +whatsapp | +chat ; mensagem | +whatsapp | +zap | +chat ; mensaje | +whatsapp | +chat ; message | +whatsapp | +chat ; nachricht | +whatsapp | +chat
contact | reach | get in touch | talk to ; contato | fale conosco | entrar em contato | falar com ; contacto | contactar | hablar ; contact | contacter | joindre | parler ; kontakt | erreichen | kontaktieren | sprechen
address | where are you | located | location | find you ; endereço | onde fica | onde vocês ficam | localização ; dirección | dónde está | ubicación ; adresse | où êtes-vous | où se trouve ; adresse | anschrift | wo seid ihr | standort
website | site | web page | online | internet | web ; site | página | internet | online | pela internet ; sitio | página web | internet | online | web ; site | page web | internet | en ligne ; webseite | website | internet | online
app | application ; aplicativo | app ; aplicación | app ; application | appli ; app | anwendung
answer | reply | respond | response | hear back | get back to me ; responder | resposta | retorno ; responder | respuesta ; répondre | réponse ; antworten | antwort | melden
support | customer service | help desk | help | assistance | customer care ; suporte | atendimento | sac | ajuda | central ; soporte | atención al cliente | ayuda ; assistance | service client | aide ; support | kundendienst | kundenservice | hilfe
staff | employee | team | worker | colleague | people who work ; funcionário | equipe | atendente | pessoal | colaborador ; empleado | personal | equipo ; employé | personnel | équipe ; mitarbeiter | personal | team | angestellte
boss | manager | owner | director | in charge | head ; dono | dona | gerente | proprietário | chefe | diretor ; jefe | dueño | gerente | director ; patron | gérant | propriétaire | directeur | chef ; chef | inhaber | besitzer | leiter | geschäftsführer
job | vacancy | work for you | position | career | hiring ; vaga | emprego | trabalhar | trabalhe conosco | contratar ; empleo | trabajo | vacante | trabajar ; emploi | poste | travailler | recrute ; stelle | job | arbeiten | bewerben
teacher | instructor | trainer | coach | tutor ; professor | professora | instrutor | treinador | +personal | +monitor ; profesor | monitor | instructor | entrenador ; professeur | prof | moniteur | entraîneur ; lehrer | trainer | kursleiter
doctor | physician | gp | +vet | +veterinarian | +dentist ; médico | doutor | doutora | +veterinário | +veterinária | +dentista ; médico | doctor | +veterinario | +dentista ; médecin | docteur | +vétérinaire | +dentiste ; arzt | doktor | ärztin | +tierarzt | +zahnarzt
class | lesson | +course | +session | +training ; aula | +curso | +turma | +treino | +treinamento ; clase | curso | sesión | taller | formación ; cours | leçon | séance | formation | atelier ; kurs | unterricht | stunde | schulung | klasse
exam | test | assessment | check ; prova | exame | teste | avaliação ; examen | prueba | evaluación ; examen | épreuve | test | évaluation ; prüfung | test | klausur | bewertung
certificate | diploma | proof ; certificado | diploma | atestado | comprovante ; certificado | diploma | justificante ; certificat | diplôme | attestation ; zertifikat | zeugnis | nachweis | bescheinigung
grade | mark | score | result ; nota | resultado | pontuação ; nota | resultado | calificación ; note | résultat ; note | ergebnis | punktzahl
level | tier ; nível | categoria ; nivel ; niveau ; niveau | stufe
language | speak ; idioma | língua | falar | fala ; idioma | lengua | hablar ; langue | parler ; sprache | sprechen
english ; inglês ; inglés ; anglais ; englisch
spanish ; espanhol ; español ; espagnol ; spanisch
french ; francês ; francés ; français ; französisch
german ; alemão | alemã ; alemán ; allemand ; deutsch
portuguese ; português ; portugués ; portugais ; portugiesisch
italian ; italiano ; italiano ; italien ; italienisch
dutch ; holandês | neerlandês ; holandés | neerlandés ; néerlandais | hollandais ; niederländisch | holländisch
`

/** Words that stand for one thing, by language. */
export type Concept = Readonly<Record<Language, readonly string[]>>

/** Throws where a line does not have a column for each language. */
export function readConcepts(text: string): Concept[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const columns = line.split(';').map((column) => column.split('|').map((words) => words.trim()))
      if (columns.length !== languages.length) throw new Error(`not ${languages.length} columns: ${line}`)
      return Object.fromEntries(languages.map((language, at) => [language, columns[at] ?? []])) as unknown as Concept
    })
}

export const concepts: readonly Concept[] = readConcepts(CONCEPTS + CONCEPTS_OF_THINGS)
