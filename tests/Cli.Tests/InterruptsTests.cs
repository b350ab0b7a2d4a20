namespace Actors.Cli.Tests;

public sealed class InterruptsTests
{
    [Fact]
    public void The_first_signal_asks_to_stop_and_the_second_tidies_and_exits_with_the_first_ones_code()
    {
        List<string> said = [];
        using var interrupts = new Interrupts(code => said.Add($"exit {code}"));
        using var kept = interrupts.BeforeExit(() => said.Add("tidy"));
        interrupts.BeforeExit(() => said.Add("never")).Dispose();

        interrupts.Raise(130);
        Assert.True(interrupts.Token.IsCancellationRequested);
        Assert.Empty(said);

        interrupts.Raise(143);
        Assert.Equal(["tidy", "exit 130"], said);
    }
}
