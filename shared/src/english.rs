//! The English of what the rules say. The Chinese, which the guide gives, stands where the rules are.

pub(crate) mod fault;
pub(crate) mod field;
pub(crate) mod password;
mod picture;
mod typed;
