// The address of the page: https, and in the list of domains that web-views of this mini-program may open.
export const page = 'https://card.example.cn/jingtong';
