//! Words that are not an answer, places that are empty or on their way, and what is only read.

use leptos::prelude::*;
use sscard_app::components::{
    button::{Button, Kind},
    error_summary::ErrorSummary,
    notice::{Empty, Missed, Problem, Waiting},
    receipt_number::ReceiptNumber,
    skeleton::Shape,
};

pub(crate) fn notes() -> AnyView {
    let lines = Signal::derive(|| {
        vec![
            ("name-empty", "请填写姓名".to_owned()),
            ("address-empty", "请填写证件有效期限的截止日期，长期有效的请选择长期".to_owned()),
        ]
    });
    let problem = Signal::derive(|| {
        Some("暂时连不上服务器，请检查网络后重试。您填写的内容已保存在本机。".to_owned())
    });
    let notes = [
        ("note note-hint", "已按证件号码填写，请核对"),
        ("note note-good", "已识别，请在下方核对"),
        ("note note-busy", "正在识别身份证信息…"),
        ("note note-advice", "部分信息没有读清，请对照照片填写"),
        ("note note-error", "请填写证件有效期限的开始日期"),
    ];
    view! {
        <ErrorSummary lines on_follow=Callback::new(|_| ())/>
        <Problem words=problem/>
        <div class="cells cell">{notes.map(|(class, words)| view! { <p class=class>{words}</p> }).collect_view()}</div>
        <Missed problem="没有取到网点，请检查网络".to_owned() on_retry=Callback::new(|()| ())/>
    }
    .into_any()
}

pub(crate) fn waiting() -> AnyView {
    let shapes = [Shape::Groups, Shape::Lines(3), Shape::Cells(2), Shape::Picture];
    shapes.map(|shape| view! { <Waiting shape/> }).collect_view().into_any()
}

pub(crate) fn empty() -> AnyView {
    view! {
        <Empty title="还没有申请" detail="提交申请后，可以在这里查看办事进度。"/>
        <Empty title="还没有申请" detail="提交申请后，可以在这里查看办事进度。">
            <Button kind=Kind::Primary>"申请本人社会保障卡"</Button>
        </Empty>
    }
    .into_any()
}

pub(crate) fn cells() -> AnyView {
    let answers = [
        ("姓名", "吴**"),
        ("证件号码", "110*****3027"),
        ("职业", "党的机关、国家机关、群众团体和社会组织、企事业单位负责人"),
    ];
    let answer = |(name, text)| view! { <div class="answer"><dt>{name}</dt><dd>{text}</dd></div> };
    view! {
        <nav class="cells"><a class="cell cell-link" href="#cells">"我的办事"</a><a class="cell cell-link" href="#cells">"个人中心"</a></nav>
        <dl class="cells answers">{answers.map(answer).collect_view()}</dl>
        <div class="cells application">
            <span class="application-kind">"第三代社会保障卡申领"</span>
            <span class="badge">"已提交，待审核"</span>
        </div>
        <p class="cells cell"><span class="badge badge-done">"已领卡"</span>" "<span class="badge badge-back">"已退回"</span></p>
        <ol class="cells time-line">
            <li><span class="time-line-status">"制卡中"</span><time>"2026-11-24 09:30"</time></li>
            <li>
                <span class="time-line-status">"已提交，待审核"</span><time>"2026-11-23 14:05"</time>
                <p class="time-line-note">"我们将在5个工作日内审核您的申请。"</p>
            </li>
        </ol>
        <section class="cells"><ReceiptNumber receipt="1148781527755546".to_owned()/></section>
    }
    .into_any()
}
