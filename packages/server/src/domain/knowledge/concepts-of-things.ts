/** The second half of `concepts.ts`: people, things and places. The same form. */
export const CONCEPTS_OF_THINGS = `
account | profile | login ; conta | perfil | cadastro | login ; cuenta | perfil ; compte | profil ; konto | profil | account
password | passcode | pin | login ; senha | pin | código de acesso ; contraseña | clave | pin ; mot de passe | code | pin ; passwort | kennwort | pin
reset | restore | recover | factory settings ; redefinir | recuperar | restaurar | resetar | reiniciar ; restablecer | recuperar | reiniciar ; réinitialiser | récupérer | restaurer ; zurücksetzen | wiederherstellen
sign in | log in | login | access ; entrar | acessar | login | acesso | logar ; iniciar sesión | entrar | acceder ; connecter | connexion | accéder ; anmelden | einloggen | zugang
blocked | locked | lock | block | suspended | disabled ; bloqueado | bloquear | bloqueio | travado | bloqueia ; bloqueado | bloquear | suspendido ; bloqué | bloquer | suspendu ; gesperrt | sperren | sperre
delete | erase | remove | wipe | bin ; apagar | excluir | deletar | remover | lixeira ; borrar | eliminar | quitar ; supprimer | effacer | enlever ; löschen | entfernen | papierkorb
change | edit | modify | alter | correct | update | set ; mudar | alterar | editar | trocar | modificar | corrigir | atualizar ; cambiar | modificar | editar | corregir | actualizar ; changer | modifier | corriger | mettre à jour ; ändern | bearbeiten | korrigieren | aktualisieren
add | include | put in | invite ; adicionar | acrescentar | incluir | colocar | convidar ; añadir | agregar | incluir | invitar ; ajouter | inclure | inviter ; hinzufügen | einladen | ergänzen
download | export ; baixar | exportar | download ; descargar | exportar ; télécharger | exporter ; herunterladen | exportieren
upload | import | attach ; enviar | importar | carregar | anexar ; subir | importar | adjuntar ; importer | téléverser | joindre ; hochladen | importieren | anhängen
file | document | paper ; arquivo | documento | papel ; archivo | documento | papel ; fichier | document | papier ; datei | dokument | papier | unterlagen
id | identity card | passport | identification | identity | driving licence ; documento | identidade | rg | cpf | cnh | passaporte | documento com foto ; documento | identidad | dni | pasaporte ; pièce d'identité | identité | passeport ; ausweis | personalausweis | reisepass
form | questionnaire ; formulário | ficha ; formulario ; formulaire ; formular
consent | permission | authorisation | authorization | approval | agree | approve | allow ; autorização | permissão | consentimento | aprovação | autorizar | aprovar ; autorización | permiso | consentimiento | aprobar ; autorisation | permission | consentement | accord | approuver ; erlaubnis | genehmigung | zustimmung | einwilligung | genehmigen
allowed | permitted | may | welcome | accepted | forbidden | prohibited | not allowed | banned ; permitido | pode | posso | aceito | bem-vindo | proibido | liberado | aceitamos ; permitido | puede | puedo | admitido | prohibido ; permis | autorisé | peut | accepté | interdit | bienvenus ; erlaubt | darf | dürfen | gestattet | verboten | willkommen
accept | take | admit ; aceitar | aceitam | receber | admitir ; aceptar | admitir ; accepter | prendre | admettre ; akzeptieren | annehmen | nehmen
required | necessary | mandatory | must | need | obligatory | have to | needed | compulsory ; obrigatório | necessário | precisa | preciso | exigido | tem que | é preciso ; obligatorio | necesario | hace falta | hay que | requerido ; obligatoire | nécessaire | besoin | faut | requis ; nötig | notwendig | pflicht | muss | erforderlich
optional | voluntary | if you want ; opcional | facultativo | só se quiser ; opcional | voluntario ; facultatif | optionnel ; optional | freiwillig
unlimited | no limit | no cap | without limit ; ilimitado | sem limite | livre ; ilimitado | sin límite ; illimité | sans limite ; unbegrenzt | ohne limit
data | gigabyte | gb | gig | gigs ; dados | giga | gb | internet ; datos | gigas | gb ; données | giga | go ; daten | datenvolumen | gb
speed | fast | quick | mbit | download ; velocidade | rápido | rápida | mega | mbit ; velocidad | rápido ; vitesse | débit | rapide ; geschwindigkeit | schnell
internet | wifi | wi-fi | wlan | broadband | network | connection | online ; internet | wifi | wi-fi | rede | conexão | banda larga ; internet | wifi | red | conexión ; internet | wifi | réseau | connexion ; internet | wlan | netz | verbindung
router | modem | box ; roteador | modem ; router | módem ; routeur | box | modem ; router | modem
device | machine | equipment | appliance ; aparelho | equipamento | dispositivo | máquina ; aparato | equipo | dispositivo | máquina ; appareil | équipement | machine ; gerät | maschine | ausrüstung
computer | laptop | notebook | pc | desktop ; computador | notebook | laptop ; ordenador | computadora | portátil ; ordinateur | portable | pc ; computer | laptop | rechner
mobile | mobile phone | smartphone | cell phone | phone ; celular | smartphone | telefone ; móvil | celular | smartphone ; portable | mobile | smartphone ; handy | smartphone
battery | charge | recharge | accumulator ; bateria | pilha | carga | recarregar ; batería | pila | carga ; batterie | pile | charge ; batterie | akku | laden
charging | charger | charging point | charging station ; carregador | carregar | recarga | tomada ; cargador | cargar | punto de recarga ; chargeur | recharge | borne ; laden | ladestation | ladegerät | ladesäule
plug | socket | outlet | power | electricity ; tomada | plugue | energia | luz ; enchufe | toma | electricidad ; prise | électricité | courant ; steckdose | stecker | strom
car | vehicle | park | parking | car park | parking space | parked ; carro | veículo | estacionar | estacionamento | vaga | vagas | garagem ; coche | carro | aparcar | aparcamiento | estacionamiento | parking ; voiture | garer | parking | stationnement | place ; auto | wagen | parken | parkplatz | parkplätze | parkhaus
bike | bicycle | cycle ; bicicleta | bike ; bicicleta | bici ; vélo | bicyclette ; fahrrad | rad | bike
bus | coach ; ônibus ; autobús | bus | autocar ; bus | autocar | car ; bus | reisebus
train | station | railway ; trem | estação | metrô ; tren | estación | metro ; train | gare | métro ; zug | bahnhof | bahn
ticket | fare | pass ; passagem | bilhete | ingresso | ticket ; billete | entrada | pasaje | boleto ; billet | ticket | place ; fahrkarte | ticket | karte
luggage | baggage | suitcase | bag | bags ; bagagem | mala | malas | bolsa | mochila ; equipaje | maleta | bolsa | mochila ; bagage | valise | sac | bagages ; gepäck | koffer | tasche
seat | chair | place ; poltrona | assento | cadeira | lugar ; asiento | silla | plaza ; siège | place | chaise ; sitz | platz | stuhl
trip | journey | travel | ride | tour | excursion ; viagem | viajar | passeio | excursão | trajeto | trecho ; viaje | viajar | excursión | paseo | trayecto ; voyage | trajet | excursion | visite | tour ; reise | fahrt | tour | ausflug
leave | depart | departure ; sair | partida | saída | sai | parte ; salir | salida ; partir | départ ; abfahren | abfahrt | losfahren
arrive | arrival | get here | come | get there | check in ; chegar | chegada | check-in | entrada ; llegar | llegada | check-in | entrada ; arriver | arrivée | check-in ; ankommen | ankunft | anreise | check-in | einchecken
check out | checkout | leave the room | departure ; sair | saída | check-out | desocupar ; salir | salida | check-out | dejar la habitación ; départ | quitter la chambre | check-out ; auschecken | abreise | verlassen | check-out
room | bedroom | accommodation ; quarto | acomodação | apartamento ; habitación | cuarto | alojamiento ; chambre | hébergement ; zimmer | unterkunft
night | stay | overnight ; noite | estadia | diária | hospedagem | pernoite ; noche | estancia | alojamiento ; nuit | séjour | nuitée ; nacht | aufenthalt | übernachtung
bed | cot | crib | mattress ; cama | berço | colchão ; cama | cuna | colchón ; lit | berceau | matelas ; bett | kinderbett | matratze
key | keys | code ; chave | código ; llave | código ; clé | code ; schlüssel | code
toilet | restroom | bathroom | loo | wc | washroom ; banheiro | toalete | wc | lavabo ; baño | aseo | servicio | lavabo ; toilettes | wc | sanitaires ; toilette | wc | klo | bad
shower ; chuveiro | ducha ; ducha ; douche ; dusche
bath | bathtub | tub ; banheira | banho ; bañera | baño ; baignoire | bain ; badewanne | bad
towel ; toalha ; toalla ; serviette ; handtuch
pool | swim | swimming | swimming pool ; piscina | nadar | natação ; piscina | nadar | natación ; piscine | nager | natation ; schwimmbad | pool | schwimmen
lift | elevator | stairs | staircase | floor | step-free | ground floor | climb ; elevador | escada | degrau | andar | rampa | térreo ; ascensor | elevador | escalera | planta | rampa ; ascenseur | escalier | étage | rampe ; aufzug | fahrstuhl | lift | treppe | stufe | rampe | stock
wheelchair | disabled | disability | accessible | accessibility | mobility ; cadeira de rodas | cadeirante | deficiente | deficiência | acessível | acessibilidade | rampa | elevador ; silla de ruedas | discapacidad | accesible | rampa ; fauteuil roulant | handicapé | accessible | rampe ; rollstuhl | behindert | barrierefrei | rampe
smoke | smoking | cigarette | vape | tobacco | ashtray ; fumar | cigarro | vape | fumante | cigarro eletrônico ; fumar | cigarrillo | tabaco | vapear ; fumer | cigarette | tabac | vapoter ; rauchen | zigarette | tabak
pet | animal | +dog | +cat | +rabbit | +bird ; animal | pet | bicho | +cachorro | +cão | +cães | +gato | +coelho | +pássaro ; mascota | animal | +perro | +gato | +conejo ; animal | +chien | +chat | +lapin ; haustier | tier | +hund | +katze | +kaninchen
dog | puppy | hound ; cachorro | cão | cães | filhote | doguinho ; perro | cachorro | can ; chien | chiot ; hund | welpe
cat | kitten ; gato | gata | gatinho | felino ; gato | gata ; chat | chaton ; katze | kater
child | kid | children | minor | +baby | +toddler | +son | +daughter | +infant ; criança | crianças | menor | +filho | +filha | +bebê ; niño | menor | +hijo | +hija | +bebé ; enfant | mineur | +fils | +fille | +bébé ; kind | kinder | +sohn | +tochter | +baby
teenager | teen | adolescent | under 18 | minor ; adolescente | menor | jovem ; adolescente | menor | joven ; adolescent | ado | mineur ; jugendliche | teenager | minderjährig
adult | grown-up | over 18 | of age ; adulto | maior de idade | responsável ; adulto | mayor de edad ; adulte | majeur ; erwachsene | volljährig
parent | +mother | +father | +mum | +dad ; pais | responsável | +pai | +mãe ; padre | madre | padres ; parent | mère | père ; eltern | mutter | vater
senior | pensioner | elderly | over 60 | retired ; idoso | aposentado | terceira idade | idosa ; jubilado | mayor | tercera edad ; senior | retraité | personne âgée ; senior | rentner
student | pupil | university ; estudante | aluno | aluna | universitário ; estudiante | alumno ; étudiant | élève ; student | schüler | studierende
age | old | years old | how old ; idade | anos | a partir de que idade ; edad | años ; âge | ans ; alter | alt | jahre
guest | visitor | friend | companion ; convidado | hóspede | visitante | amigo | acompanhante ; invitado | huésped | visitante | amigo ; invité | hôte | visiteur | ami ; gast | besucher | freund
group | party | team | people ; grupo | turma | pessoas ; grupo | personas ; groupe | personnes ; gruppe | personen
couple | spouse | partner | +wife | +husband ; casal | cônjuge | +esposa | +marido ; pareja | +esposa | +marido ; couple | conjoint | +femme | +mari ; paar | ehepartner | +frau | +mann
family | siblings | +brother | +sister ; família | irmãos | +irmão | +irmã ; familia | hermanos | +hermano | +hermana ; famille | +frère | +sœur ; familie | geschwister | +bruder | +schwester
pregnant | pregnancy | expecting ; grávida | gravidez | gestante ; embarazada | embarazo ; enceinte | grossesse ; schwanger | schwangerschaft
ill | sick | illness | disease | medical ; doente | doença | médico | adoecer | passar mal ; enfermo | enfermedad | médico ; malade | maladie | médical ; krank | krankheit | ärztlich
pain | hurt | ache | sore | sensitive ; dor | doer | dói | sensível ; dolor | doler | sensible ; douleur | mal | sensible ; schmerz | weh | schmerzen | empfindlich
medicine | medication | drug | tablet | prescription ; remédio | medicamento | receita ; medicina | medicamento | receta ; médicament | ordonnance ; medikament | medizin | rezept
surgery | operation | procedure | treatment ; cirurgia | operação | procedimento | tratamento ; cirugía | operación | tratamiento ; chirurgie | opération | traitement | soin ; operation | eingriff | behandlung
vaccine | vaccination | jab ; vacina | vacinação | carteira de vacinação ; vacuna | vacunación ; vaccin | vaccination ; impfung | impfstoff
x-ray | scan | ultrasound ; raio x | raio-x | ultrassom | radiografia ; radiografía | rayos x | ecografía ; radio | radiographie | échographie ; röntgen | röntgenbild | ultraschall
tooth | teeth | dental | molar ; dente | dentes | dentário ; diente | dientes | muela ; dent | dents | dentaire ; zahn | zähne
clean | cleaning | hygienist | wash | washing | laundry | hygiene ; limpar | limpeza | lavar | lavagem | higiene | lavanderia ; limpiar | limpieza | lavar | lavandería ; nettoyer | nettoyage | laver | lessive ; reinigen | reinigung | waschen | putzen | wäsche
remove | removal | pull | take out | extraction | extract ; tirar | remover | retirar | extração | extrair ; sacar | quitar | extraer | extracción ; enlever | retirer | extraire | extraction ; entfernen | ziehen | herausnehmen
hair | fur | coat | groom | trim | cut ; pelo | cabelo | tosa | tosar | cortar | corte ; pelo | cabello | cortar | corte ; poil | cheveux | couper | coupe ; haar | fell | schneiden | schnitt
eat | food | meal | dish | dine ; comer | comida | refeição | prato | alimentação ; comer | comida | plato ; manger | nourriture | repas | plat ; essen | speise | gericht | mahlzeit
menu | dish | course ; cardápio | prato | menu ; carta | menú | plato ; carte | menu | plat ; speisekarte | menü | gericht
breakfast ; café da manhã | desjejum ; desayuno ; petit déjeuner | petit-déjeuner ; frühstück
lunch | midday meal ; almoço | almoçar ; almuerzo | comida ; déjeuner ; mittagessen
dinner | supper | evening meal | dine ; jantar | janta | ceia ; cena | cenar ; dîner | souper ; abendessen
drink | beverage | alcohol | +wine | +beer ; bebida | beber | álcool | alcoólica | +vinho | +cerveja ; bebida | beber | alcohol | +vino | +cerveza ; boisson | boire | alcool | +vin | +bière ; getränk | trinken | alkohol | +wein | +bier
wine ; vinho ; vino ; vin ; wein
beer ; cerveja ; cerveza ; bière ; bier
bottle ; garrafa ; botella ; bouteille ; flasche
water ; água ; agua ; eau ; wasser
dessert | sweet | pudding | cake ; sobremesa | doce | bolo | torta ; postre | dulce | tarta | pastel ; dessert | gâteau ; nachtisch | dessert | kuchen | torte
bread ; pão ; pan ; pain ; brot
vegan | vegetarian | plant-based | without meat | meatless ; vegano | vegetariano | sem carne ; vegano | vegetariano | sin carne ; végan | végétarien | sans viande ; vegan | vegetarisch | ohne fleisch
gluten | gluten-free | coeliac | celiac | without gluten ; glúten | sem glúten | celíaco ; gluten | sin gluten | celíaco ; gluten | sans gluten | cœliaque ; gluten | glutenfrei
milk | dairy | lactose ; leite | lactose | laticínio ; leche | lactosa ; lait | lactose ; milch | laktose
allergy | allergic | allergen | nuts | traces ; alergia | alérgico | nozes | traços ; alergia | alérgico | frutos secos ; allergie | allergique | noix ; allergie | allergisch | nüsse
portion | serving | helping | serve ; porção | serve | dose ; porción | ración ; portion | part ; portion
tip | gratuity | service charge | service ; gorjeta | serviço | taxa de serviço ; propina | servicio ; pourboire | service ; trinkgeld | bedienung
table ; mesa ; mesa ; table ; tisch
waiter | server ; garçom | garçonete ; camarero | mesero ; serveur ; kellner
wedding | party | birthday | event | celebration | celebrate ; casamento | festa | aniversário | evento | comemorar ; boda | fiesta | cumpleaños | evento ; mariage | fête | anniversaire | événement ; hochzeit | feier | geburtstag | veranstaltung
gift | present | given ; presente | dar de presente ; regalo | regalar ; cadeau | offrir ; geschenk | schenken
voucher | coupon | gift card | promo code | code ; vale | cupom | voucher | vale-presente | código ; vale | cupón | tarjeta regalo | código ; bon | chèque cadeau | carte cadeau | code | coupon ; gutschein | coupon | code | geschenkkarte
clothes | clothing | wear | outfit | +dress | +shoes ; roupa | vestir | traje | +calçado | +sapato | +calça ; ropa | vestir | +zapatos ; vêtement | habits | porter | chaussures ; kleidung | kleider | tragen | schuhe
shoes | +sandals | +flip-flops | +flip flops | +boots ; sapato | calçado | +chinelo | +tênis | +sandália ; zapato | +sandalia | +chanclas ; chaussures | +sandales | +tongs ; schuhe | +sandalen | +flipflops
helmet ; capacete ; casco ; casque ; helm
cap | hat ; touca | boné | chapéu ; gorro | gorra ; bonnet | chapeau ; kappe | mütze
locker | cupboard | closet ; armário | guarda-volumes | cadeado ; taquilla | armario ; casier | vestiaire ; schließfach | spind
rent | hire | rental | lease | borrow | lend | loan ; alugar | aluguel | locação | emprestar | emprestado ; alquilar | alquiler | prestar ; louer | location | emprunter | prêter ; mieten | miete | leihen | verleih | ausleihen
landlord | owner | rented ; proprietário | dono | aluguel | locador ; propietario | casero ; propriétaire | bailleur ; vermieter | eigentümer
home | house | flat | apartment | at home | residence ; casa | apartamento | residência | em casa | domicílio ; casa | piso | apartamento | domicilio ; maison | appartement | domicile ; haus | wohnung | zuhause
move | moving | moving house | relocate | new address ; mudança | mudar | mudar de casa | endereço novo ; mudanza | mudarse ; déménager | déménagement ; umzug | umziehen
install | installation | set up | mount | connect | assemble | technician | engineer ; instalar | instalação | montar | montagem | técnico | conectar ; instalar | instalación | montar | técnico ; installer | installation | monter | technicien ; installieren | installation | montieren | aufbauen | anschluss | techniker
technician | engineer | mechanic ; técnico | mecânico | instalador ; técnico | mecánico ; technicien | mécanicien ; techniker | monteur | mechaniker
lamp | light ; luz | lâmpada | luminária ; luz | lámpara ; lumière | lampe | voyant ; licht | lampe | leuchte
green ; verde ; verde ; vert ; grün
red ; vermelho | vermelha ; rojo ; rouge ; rot
blue ; azul ; azul ; bleu ; blau
orange | amber ; laranja | alaranjado ; naranja ; orange ; orange
white ; branco | branca ; blanco ; blanc ; weiß
black ; preto | preta ; negro ; noir ; schwarz
colour | color ; cor | cores ; color ; couleur ; farbe
size | dimension | measurement | big | large | how big | tall | wide ; tamanho | medida | dimensão | grande | mede | porte ; tamaño | medida | dimensión | grande | talla ; taille | dimension | mesure | grand ; größe | maß | abmessung | groß
weight | weigh | heavy | kilo | kilos | kg ; peso | pesar | pesado | quilo | kg ; peso | pesar | pesado | kilo | kg ; poids | peser | lourd | kilo | kg ; gewicht | wiegen | schwer | kilo | kg
length | long | distance | far | how far | km ; comprimento | distância | longe | km ; longitud | distancia | lejos | km ; longueur | distance | loin | km ; länge | entfernung | weit | km
temperature | degrees | °c | hot | warm | cold ; temperatura | graus | °c | quente | frio ; temperatura | grados | °c | caliente | frío ; température | degrés | °c | chaud | froid ; temperatur | grad | °c | warm | kalt
rain | raining | rainy | storm | weather | pour | drizzle ; chuva | chover | tempestade | tempo ; lluvia | llover | tormenta | tiempo ; pluie | pleuvoir | orage | météo ; regen | regnen | sturm | wetter
photo | picture | image ; foto | imagem | fotografia ; foto | imagen ; photo | image ; foto | bild
video | recording ; vídeo | gravação ; vídeo | grabación ; vidéo | enregistrement ; video | aufnahme | aufzeichnung
book | textbook | material ; livro | apostila | material ; libro | material ; livre | manuel | matériel ; buch | material
library ; biblioteca ; biblioteca ; bibliothèque ; bibliothek
school ; escola | colégio ; escuela | colegio ; école ; schule
company | business | firm | organisation | commercial ; empresa | firma | negócio | pessoa jurídica | cnpj ; empresa | negocio ; entreprise | société | professionnel ; firma | unternehmen | gewerblich
charity | non-profit | ngo | nonprofit ; ong | entidade | sem fins lucrativos ; ong | sin ánimo de lucro ; association | ong | but non lucratif ; verein | gemeinnützig
data protection | privacy | personal data | records ; privacidade | dados pessoais | lgpd | prontuário ; privacidad | datos personales ; confidentialité | vie privée | données personnelles ; datenschutz | persönliche daten
store | keep | stored | hold | kept | retain ; guardar | armazenar | manter | guardado | ficam ; guardar | conservar | almacenar ; garder | conserver | stocker ; aufbewahren | speichern | behalten | lagern
backup | back up | copy ; backup | cópia | cópia de segurança ; copia de seguridad | copia ; sauvegarde | copie ; sicherung | backup | kopie
safe | safety | secure | security | danger | dangerous ; seguro | segurança | perigo | perigoso ; seguro | seguridad | peligro ; sûr | sécurité | danger | dangereux ; sicher | sicherheit | gefahr | gefährlich
responsible | liable | liability | who pays | answer for ; responsável | responsabilidade | responder por | quem paga ; responsable | responsabilidad ; responsable | responsabilité ; verantwortlich | haftung | haften
recycle | dispose | throw away | waste | rubbish | get rid of ; reciclar | descartar | jogar fora | lixo | descarte ; reciclar | tirar | desechar | basura ; recycler | jeter | déchets ; recyceln | entsorgen | wegwerfen | müll
new | brand new ; novo | nova ; nuevo ; nouveau | neuf ; neu
used | second-hand | second hand | pre-owned | old ; usado | usada | segunda mão | seminovo | velho ; usado | segunda mano | viejo ; occasion | usagé | vieux ; gebraucht | alt
spare part | part | component ; peça | peças | componente ; pieza | recambio | repuesto ; pièce | rechange ; ersatzteil | teil
sell | sale | buy | part exchange | trade in ; vender | venda | vendem | comprar ; vender | venta | comprar ; vendre | vente | acheter ; verkaufen | verkauf | kaufen
town | city | village ; cidade | município ; ciudad | pueblo ; ville | village ; stadt | ort | dorf
country | abroad | foreign | international | overseas | eu ; país | exterior | fora do país | internacional | estrangeiro ; país | extranjero | internacional ; pays | étranger | international ; land | ausland | international
branch | store | shop | location | outlet ; loja | unidade | filial ; tienda | sucursal | local ; magasin | boutique | agence ; filiale | laden | geschäft
reception | front desk | desk | counter | office ; recepção | balcão | secretaria | guichê | bilheteria ; recepción | mostrador | secretaría | taquilla ; réception | accueil | guichet | secrétariat ; rezeption | empfang | schalter | sekretariat
outside | outdoor | outdoors | patio | terrace | garden ; fora | área externa | ar livre | pátio | varanda | jardim ; fuera | exterior | terraza | patio | jardín ; dehors | extérieur | terrasse | jardin ; draußen | außen | terrasse | garten
noise | loud | quiet | music | sound ; barulho | som | música | silêncio ; ruido | música | silencio ; bruit | musique | calme ; lärm | laut | ruhe | musik
maintenance | downtime | outage | scheduled ; manutenção | fora do ar | queda ; mantenimiento | caída ; maintenance | panne ; wartung | ausfall
number | quantity | how many | count ; número | quantidade | quantos | quantas ; número | cantidad | cuántos ; nombre | quantité | combien ; anzahl | menge | wie viele
capacity | fit | hold | space | seats | room for ; capacidade | cabem | lugares | comporta ; capacidad | caben | plazas ; capacité | places | contenir ; kapazität | platz | passen
bring | take along | carry | bring along | what to bring ; levar | trazer | carregar | leve | traga ; llevar | traer ; apporter | amener | emporter ; mitbringen | mitnehmen
name | called ; nome | chama ; nombre | llama ; nom | appelle ; name | heißt
error message | code | message ; mensagem de erro | código | aviso ; mensaje de error | aviso ; message d'erreur | code ; fehlermeldung | code
notification | reminder | alert | remind | news | newsletter ; aviso | notificação | lembrete | alerta | avisar | notícias ; aviso | notificación | recordatorio | alerta ; notification | rappel | alerte | avis ; benachrichtigung | erinnerung | hinweis | mitteilung
review | rating | feedback | opinion ; avaliação | comentário | opinião | nota ; reseña | opinión | valoración ; avis | évaluation | commentaire ; bewertung | rezension | meinung
points | loyalty | rewards | miles ; pontos | fidelidade | milhas | recompensas ; puntos | fidelidad | millas ; points | fidélité | récompenses ; punkte | treue | prämien
scholarship | grant | bursary ; bolsa | bolsas | auxílio ; beca ; bourse ; stipendium
transfer | port | keep my number | porting ; portabilidade | transferir | manter o número ; portabilidad | transferir ; portabilité | transférer | garder mon numéro ; mitnehmen | portierung | übertragen
help | assistance | first aid ; ajuda | ajudar | socorro ; ayuda | ayudar ; aide | aider | secours ; hilfe | helfen
hand over | transfer | pass on | new owner | hand to ; passar | transferir | repassar ; transferir | pasar | ceder ; transférer | céder ; übergeben | übertragen
integration | integrate | connect | link | sync | work with ; integração | integrar | conectar | sincronizar ; integración | integrar | conectar | sincronizar ; intégration | intégrer | connecter | synchroniser ; integration | verbinden | synchronisieren
offline | without internet | no network ; offline | sem internet | sem rede ; sin internet | sin conexión ; hors ligne | sans internet ; offline | ohne internet
undo | revert | bring back | recover | restore ; desfazer | recuperar | restaurar | voltar atrás ; deshacer | recuperar | restaurar ; annuler | récupérer | restaurer ; rückgängig | wiederherstellen
report | statistics | analysis ; relatório | estatística | resultado ; informe | reporte | estadística ; rapport | statistique ; bericht | auswertung | statistik
weekend | +saturday | +sunday ; fim de semana | final de semana | +sábado | +domingo ; fin de semana | +sábado | +domingo ; week-end | +samedi | +dimanche ; wochenende | +samstag | +sonntag
instead | alternative | substitute | other ; alternativa | no lugar | substituto ; alternativa | en lugar ; alternative | à la place ; alternative | stattdessen
`
