package io.hostshift.source.published;

import io.hostshift.host.Identifier;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.SourceAround;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A source beside what root's publisher says of it. What this process has once read by itself it
 * goes on reading by itself: two views of one counter, one of them a second late, would be changes
 * that nobody made.
 */
public final class Relayed extends SourceAround {
  private final Published published;
  private final Set<String> own = new HashSet<>();
  private Reading mine;
  private List<Identifier> told = Collections.emptyList();

  public Relayed(Source source, Published published) {
    super(source);
    this.published = published;
  }

  @Override
  public Reading read(Reading last) {
    Reading now = inner().read(mine);
    List<Identifier> page = published.told();
    if (last != null && now == mine && page == told) {
      return last;
    }
    mine = now;
    told = page;
    for (Identifier identifier : now.identifiers()) {
      own.add(identifier.name());
    }
    return joined(now, page).orSame(last);
  }

  private Reading joined(Reading now, List<Identifier> page) {
    List<Identifier> all = new ArrayList<>(now.identifiers());
    for (Identifier identifier : page) {
      if (identifier.source().equals(name()) && !own.contains(identifier.name())) {
        all.add(identifier);
      }
    }
    if (all.size() == now.identifiers().size()) {
      return now;
    }
    return Reading.partial(all, now.readable() ? now.reason() : "told by root's publisher");
  }
}
