import type { ExampleDocument } from './example-document.ts'

/** The same made-up shop, for those who ask in Portuguese. */
export const textsInPortuguese: readonly ExampleDocument[] = [
  {
    type: 'text',
    sourceId: 'example:horario',
    title: 'Horário de atendimento',
    category: 'atendimento',
    language: 'pt',
    content: `# Horário de atendimento

O atendimento funciona de segunda a sexta-feira, das 09:00 às 18:00.

Os horários são os de Lisboa. Aos sábados, domingos e feriados o atendimento está fechado; o que for escrito nesses dias é respondido no dia útil seguinte.

## Contato

- E-mail: ola@brook-lantern.example
- Telefone: +351 555 010 020
- Chat: o botão no canto inferior direito de cada página
`,
  },
  {
    type: 'text',
    sourceId: 'example:entrega',
    title: 'Entrega e frete',
    category: 'entrega',
    language: 'pt',
    content: `# Entrega e frete

Os pedidos pagos até as 14:00 de um dia útil saem do nosso armazém no mesmo dia.

## Custos e prazos

| Destino | Frete normal | Prazo de entrega |
|---|---|---|
| Portugal | 3,90 euros | 1 a 2 dias úteis |
| Espanha | 5,90 euros | 2 a 3 dias úteis |
| Restante da União Europeia | 9,90 euros | 3 a 6 dias úteis |
| Reino Unido | 14,90 euros | 5 a 8 dias úteis |

O frete normal é grátis para pedidos acima de 60 euros em Portugal e na Espanha.

## Rastreamento

Quando o pacote sai do armazém, enviamos um e-mail com o link de rastreamento.
`,
  },
  {
    type: 'text',
    sourceId: 'example:devolucoes',
    title: 'Trocas e devoluções',
    category: 'devoluções',
    language: 'pt',
    content: `# Trocas e devoluções

Você pode devolver qualquer compra em até 30 dias após a entrega, sem dar um motivo.

## Como devolver

Para devolver uma compra:

1. Abra "Meus pedidos" na sua conta e escolha "Devolver".
2. Imprima a etiqueta de devolução ou mostre o código no ponto de coleta.
3. Entregue o pacote em um ponto de coleta em até 7 dias.

As devoluções de Portugal e da Espanha são grátis.

## Reembolso

Reembolsamos o preço e o frete normal em até 5 dias úteis depois de receber a devolução. O dinheiro volta pelo mesmo meio de pagamento.
`,
  },
  {
    type: 'text',
    sourceId: 'example:pagamento',
    title: 'Pagamento e garantia',
    category: 'pagamento',
    language: 'pt',
    content: `# Pagamento e garantia

## Formas de pagamento

Aceitamos Visa, Mastercard, American Express, PayPal, Multibanco e transferência bancária. Não aceitamos cheques nem pagamento na entrega.

Compras acima de 100 euros podem ser pagas em três parcelas sem juros, com Visa ou Mastercard.

## Garantia

Todas as luminárias têm garantia de três anos a partir da entrega. As lâmpadas têm garantia de um ano.
`,
  },
  {
    type: 'qa',
    sourceId: 'example:vale-presente',
    title: 'Vale-presente',
    category: 'vale-presente',
    language: 'pt',
    question: 'Vocês vendem vale-presente, e por quanto tempo ele vale?',
    answer: 'Sim, temos vales-presente de 25, 50 e 100 euros. Eles chegam por e-mail em minutos e valem por dois anos.',
  },
]
