// Words of the open channels: line names, what customers write, what operators answer. In both languages.

export const LINE_NAMES = {
  en: ['Support', 'Sales', 'Warehouse hotline', 'Old newsletter'],
  ru: ['Поддержка', 'Продажи', 'Горячая линия склада', 'Старая рассылка'],
} as const

export const NETWORK_LINE_NAMES = {
  en: ['Customer care', 'Partner desk', 'Delivery updates', 'Not joined yet', 'Closed for good'],
  ru: ['Забота о клиентах', 'Линия для партнёров', 'Новости доставки', 'Ещё не подключена', 'Закрыта навсегда'],
} as const

export const CUSTOMER_LINES = {
  en: [
    'Hello! Where is my order #1042?',
    'The invoice shows the wrong address, can you fix it?',
    'Is the blue one back in stock?',
    'I was charged twice. Please check.',
    'How do I return a parcel?',
    'Your courier has not called yet.',
    'Thanks, that worked.',
    'Can I change the delivery time to the evening?',
    '<b>bold?</b> & "quotes" https://example.com/?a=1&b=2',
  ],
  ru: [
    'Здравствуйте! Где мой заказ № 1042?',
    'В счёте указан неверный адрес, исправьте, пожалуйста.',
    'Синий снова в наличии?',
    'С меня списали дважды. Проверьте, пожалуйста.',
    'Как вернуть посылку?',
    'Курьер так и не позвонил.',
    'Спасибо, получилось.',
    'Можно перенести доставку на вечер?',
    '<b>жирно?</b> & «кавычки» https://example.com/?a=1&b=2',
  ],
} as const

export const OPERATOR_LINES = {
  en: [
    'Good day! Let me check.',
    'It is on its way, [b]tomorrow by noon[/b].',
    'Done, please reload the page.',
    'Could you send the order number?',
  ],
  ru: [
    'Добрый день! Сейчас проверю.',
    'Уже в пути, [b]завтра до полудня[/b].',
    'Готово, обновите страницу.',
    'Подскажите номер заказа?',
  ],
} as const

export const SYSTEM_LINES = {
  en: { started: 'A new conversation has started', finished: 'The conversation is finished' },
  ru: { started: 'Начат новый диалог', finished: 'Диалог завершён' },
} as const
