/**
 * What people do in every shop, folded, in all languages: of "can I pay with bitcoin" and "do you accept bitcoin" the coin is
 * what is asked. What changes the question (cancel, return, repair) is not here.
 */
export const dealingWords: ReadonlySet<string> = new Set(
  `accept accepts accepted accepting pay pays paying paid payment buy buying bought purchase sell sells selling sold order orders
   ordered ordering provide provides send sends sent
   aceita aceitam aceitar aceito pagar pago paga pagamento comprar compra compro vende vendem vender pedido pedidos pedir enviar
   envia enviam mandam
   acepta aceptan aceptar pagan vendeis venden comprar pedidos envian
   accepte acceptez accepter payer paye paiement vendez vendre acheter achat commande commander envoyez envoyer
   akzeptieren akzeptiert zahlen bezahlen zahlung kaufen verkaufen verkauft bestellen bestellung schicken`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
