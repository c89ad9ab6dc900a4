//! What only the 网上服务大厅 has.

pub mod providers;
pub mod scan_code;
pub mod sign_in;
