// Where the page is served: https, and a business domain of this mini-program.
module.exports = { page: 'https://card.example.cn/jingtong' };
