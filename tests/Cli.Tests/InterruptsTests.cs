using Microsoft.Extensions.Time.Testing;

namespace Actors.Cli.Tests;

public sealed class InterruptsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void The_first_signal_asks_to_stop_and_the_second_tidies_and_exits_with_the_first_ones_code()
    {
        List<string> said = [];
        using var interrupts = new Interrupts(code => said.Add($"exit {code}"), _time);
        using var kept = interrupts.BeforeExit(() => said.Add("tidy"));
        interrupts.BeforeExit(() => said.Add("never")).Dispose();

        interrupts.Raise(130);
        Assert.True(interrupts.Token.IsCancellationRequested);
        // As timeout(1) does it: to the process, and to its group.
        interrupts.Raise(130);
        Assert.Empty(said);

        _time.Advance(Interrupts.Together);
        interrupts.Raise(143);
        Assert.Equal(["tidy", "exit 130"], said);
    }
}
