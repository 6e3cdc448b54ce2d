/** That nothing grows: over hours, days of a clock that is set forth, hundreds of attachments. */
package io.hostshift.it.endurance;
