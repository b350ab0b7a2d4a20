using Actors.Gateway.Tests.AsyncApi.Frames;
using Xunit.Sdk;

namespace Actors.Gateway.Tests.AsyncApi;

/// <summary>A test whose frames are not as described fails, and says at which frame.</summary>
public sealed class FrameLogTests
{
    private const string Done = """{"type":"done","id":"a"}""";

    [Fact]
    public void What_is_not_described_fails_and_is_shown()
    {
        var log = Log();

        Assert.Contains("colour", Fails(() => log.FromServer("""{"type":"pong","colour":1}""")), StringComparison.Ordinal);
        Assert.Contains("SendBad", Fails(() => log.FromClient("""{"type":"find","id":"a"}""")), StringComparison.Ordinal);
        Fails(() => FrameLog.OfStream("""{"type":"done","id":"a"}"""));
    }

    [Fact]
    public void What_is_described_is_not_wrong_on_purpose()
    {
        Fails(() => Log().BadFromClient("""{"type":"ping"}"""));
        Fails(() => Log().BadFromServer(Done));
        Log().BadFromClient("nonsense");
        Log().BadFromServer("""{"type":"news"}""");
    }

    [Fact]
    public void An_answer_belongs_to_a_request_of_its_id_that_may_be_answered_so()
    {
        var log = Log();
        Fails(() => log.FromServer(Done));
        log.FromClient("""{"type":"cancel","id":"b","harvest":"h"}""");
        Fails(() => log.FromServer(Done));
        log.FromClient("""{"type":"cancel","id":"a","harvest":"h"}""");
        log.FromServer(Done);
        Fails(() => log.FromServer("""{"type":"rows","id":"a","total":0,"from":0,"items":[],"next":null}"""));
        Assert.Equal(["cancel", "done", "rows"], log.Seen.Order());
    }

    [Fact]
    public void What_the_document_allows_is_not_refused_for_its_form()
    {
        const string Error = """{"type":"error","id":null,"code":"unknown_member","message":"m","retryable":false,"retryAfterMs":null}""";
        var log = Log();
        log.FromClient("""{"type":"ping"}""");
        Fails(() => log.FromServer(Error));
        log.BadFromClient("""{"type":"ping","colour":1}""");
        log.FromServer(Error);
    }

    // These are no frames of a connection, so they are not part of the report.
    private static FrameLog Log() => new(counts: false);

    private static string Fails(Action action) => Assert.ThrowsAny<XunitException>(action).Message;
}
