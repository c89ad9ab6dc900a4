//! 网上服务大厅 (guide, part 一).

pub mod about;
pub mod home;
pub mod providers;
pub mod scan_code;
pub mod sign_in;
