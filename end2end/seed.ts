// Articles of the seed, by stage.

/** By Ada, who edits Science. */
export const draft = 'the-frogs-came-back-before-the-funding-did';
/** By Lena, for Culture. */
export const anAuthorsDraft = 'a-book-comes-home-after-sixty-one-years';
/** By Lena, for Science. */
export const inReview = 'what-a-seed-bank-does-on-sundays';
/** By Ada, who edits Science. */
export const inReviewByEditor = 'a-lake-that-is-older-than-its-valley';
/** By Lena, in Politics, whose manager is Mei. */
export const published = 'why-the-harbour-vote-moved-to-a-tuesday';
/** By Henrik, for Science. */
export const retracted = 'a-quicker-test-for-lead-in-pipes';
/** By Jonas, for City, handed back by Henrik with a note. */
export const returned = 'who-owns-the-clock-on-cornmarket';
/** With comments. */
export const discussed = 'sixty-gauges-watch-the-river';
/** By Lena, for Science. */
export const commented = 'moss-remembers-the-drought-that-the-records-forgot';
/** A department in which nothing is published. */
export const emptyDepartment = 'business';
/** In Politics, where nobody publishes: one test retracts it, behind an open page. */
export const retractedFromOldPage = 'council-keeps-the-night-buses-by-one-vote';
/** In Politics: one test retracts it in the bar. */
export const retractedInBar = 'mayor-publishes-her-calendar-gaps-included';
