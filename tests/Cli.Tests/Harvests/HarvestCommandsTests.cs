namespace Actors.Cli.Tests.Harvests;

public sealed class HarvestCommandsTests : IDisposable
{
    private readonly CommandRun _cli = new();

    [Fact]
    public async Task Watch_prints_each_outcome_and_the_report_and_ends_as_flags_does()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR").Failed("DE", "http_5xx", 503, "x");

        Assert.Equal(1, await Run(gateway, "watch", "h1", "-v"));

        Assert.Equal(
            [
                "LOCAL site: http://localhost:8001/flags", "Searching for 2 flags: BR, DE", "BR OK", "DE error: HTTP error 503 - Service Unavailable",
                "--------------------", "1 flag downloaded.", "1 error.", "Elapsed time: 1.23s",
            ],
            _cli.Lines);
        Assert.Empty(_cli.Files);
    }

    [Fact]
    public async Task Leaving_a_watch_does_not_touch_the_harvest()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR").Ok("CN");
        gateway.StallAfter = 1;
        gateway.Stalled = () => _cli.Interrupts.Raise(130);

        Assert.Equal(130, await Run(gateway, "watch", "h1"));

        Assert.DoesNotContain("POST /v1/harvests/h1/cancel", gateway.Requests);
    }

    [Theory]
    [InlineData("watch")]
    [InlineData("cancel")]
    public async Task An_unknown_id_ends_with_2(string verb)
    {
        await using var gateway = await FakeGateway.Start();

        Assert.Equal(2, await Run(gateway, verb, "h9"));
        Assert.Contains("harvest_not_found", _cli.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_is_a_table()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR").Ok("CN");

        Assert.Equal(0, await Run(gateway, "list"));

        Assert.Equal(
            [
                "ID  ORIGIN  STATE    DONE  OK  NOT FOUND  FAILED  CANCELLED  STARTED",
                "h1  local   running  1/2   1   0          0       0          2026-01-02 03:04:05Z",
            ],
            _cli.Lines);
    }

    [Fact]
    public async Task Cancel_prints_the_final_counts()
    {
        await using var gateway = (await FakeGateway.Start()).Ok("BR").Ok("CN").NotFound("DE");
        gateway.StallAfter = 1;

        Assert.Equal(0, await Run(gateway, "cancel", "h1"));

        Assert.Equal(["Harvest h1: cancelled.", "1 flag downloaded.", "2 cancelled."], _cli.Lines);
    }

    [Theory]
    [InlineData("list", 0, "")]
    [InlineData("watch h1", 2, "harvest")]
    [InlineData("cancel h1", 2, "harvest")]
    public async Task Without_a_node_they_start_one_of_their_own(string line, int status, string said)
    {
        Assert.Equal(status, await _cli.Run(line.Split(' ')));
        Assert.Contains(said, _cli.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _cli.Dispose();

    private Task<int> Run(FakeGateway gateway, params string[] args) => _cli.Run([.. args, "--gateway", gateway.Url]);
}
