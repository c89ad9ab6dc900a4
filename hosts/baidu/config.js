// The address of the page: https, and a business domain of this mini-program.
module.exports = { page: 'https://card.example.cn/jingtong' };
