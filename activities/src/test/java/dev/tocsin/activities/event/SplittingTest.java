package dev.tocsin.activities.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.transaction.TransactionException;
import org.junit.jupiter.api.Test;

/** What a group of events gives itself up for. */
class SplittingTest {
  @Test
  void notForADatabaseThatIsAway() {
    assertThat(EventActivitiesImpl.mayBeOneEvents(new ConnectionException(new SQLException())))
        .isFalse();
    for (String state : new String[] {"08006", "57P01", "40P01", "53300", "25006"}) {
      assertThat(EventActivitiesImpl.mayBeOneEvents(failed(state))).as(state).isFalse();
    }
  }

  @Test
  void forWhatOneOfThemMayBeAtFaultFor() {
    for (String state : new String[] {"22021", "23514", "54000"}) {
      assertThat(EventActivitiesImpl.mayBeOneEvents(failed(state))).as(state).isTrue();
    }
    assertThat(EventActivitiesImpl.mayBeOneEvents(new IllegalStateException("a bug"))).isTrue();
  }

  private static RuntimeException failed(String state) {
    return new TransactionException("", new SQLException("", state));
  }
}
