package io.commonweight.registry.repo;

import io.commonweight.registry.problem.HubException.BadRequest;
import io.commonweight.registry.problem.HubException.Conflict;
import io.commonweight.registry.problem.HubException.Forbidden;
import io.commonweight.registry.problem.HubException.RevisionNotFound;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.regex.Pattern;
import org.eclipse.jgit.lib.Repository;

/** Makes and deletes branches and tags. What is called a version stays for ever. */
@ApplicationScoped
public class RefStore {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9._-]{1,100}(/[A-Za-z0-9._-]{1,48}){0,2}");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");
  private static final Pattern VERSION = Pattern.compile("v[0-9].*");

  private final RefRepository refs;
  private final RevisionRepository revisions;

  RefStore(RefRepository refs, RevisionRepository revisions) {
    this.refs = refs;
    this.revisions = revisions;
  }

  /**
   * Makes a branch or a tag.
   *
   * @throws BadRequest if it cannot be called so
   * @throws Conflict if there is one of that name
   */
  @Transactional
  public void create(Repo repo, Ref.Kind kind, String name, GitId commit) {
    var ref = new Ref(kind, name, commit);
    if (!NAME.matcher(name).matches()
        || COMMIT.matcher(name).matches()
        || name.equals("HEAD")
        || name.startsWith("refs/")
        || !Repository.isValidRefName(ref.fullName())) {
      throw new BadRequest("'" + name + "' is no name for a branch or tag");
    }
    if (!refs.insertIfAbsent(revisions.find(repo.key(), commit), kind, name)) {
      throw new Conflict(ref.fullName() + " exists already");
    }
  }

  /**
   * Deletes a branch or a tag; the commits stay.
   *
   * @throws RevisionNotFound if there is none of that name
   * @throws Forbidden if it is branch main, or the tag of a version
   */
  @Transactional
  public void delete(Repo repo, Ref.Kind kind, String name) {
    RefEntity ref = refs.lock(repo.key(), kind, name).orElseThrow(() -> new RevisionNotFound(name));
    boolean stays =
        switch (kind) {
          case BRANCH -> name.equals(Ref.MAIN);
          case TAG -> VERSION.matcher(name).matches();
        };
    if (stays) {
      throw new Forbidden(name + " can be neither deleted nor moved");
    }
    refs.delete(ref);
  }
}
