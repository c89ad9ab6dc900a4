//! 网上服务大厅 (guide, part 一).

pub mod about;
pub mod home;
