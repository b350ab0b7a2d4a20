using Actors.Client.Sockets;

namespace Actors.Client.Tests.Sockets;

public sealed class CloseRulesTests
{
    [Theory]
    [InlineData(1001, nameof(CloseAdvice.Reconnect))]
    [InlineData(1012, nameof(CloseAdvice.Reconnect))]
    [InlineData(1000, nameof(CloseAdvice.BackOff))]
    [InlineData(1005, nameof(CloseAdvice.BackOff))]
    [InlineData(1006, nameof(CloseAdvice.BackOff))]
    [InlineData(1011, nameof(CloseAdvice.BackOff))]
    [InlineData(1013, nameof(CloseAdvice.BackOff))]
    [InlineData(4100, nameof(CloseAdvice.BackOff))]
    [InlineData(4199, nameof(CloseAdvice.BackOff))]
    [InlineData(4429, nameof(CloseAdvice.Wait))]
    [InlineData(1002, nameof(CloseAdvice.Stop))]
    [InlineData(1007, nameof(CloseAdvice.Stop))]
    [InlineData(1008, nameof(CloseAdvice.Stop))]
    [InlineData(1009, nameof(CloseAdvice.Stop))]
    [InlineData(4400, nameof(CloseAdvice.Stop))]
    [InlineData(4499, nameof(CloseAdvice.Stop))]
    public void Each_close_code_says_what_to_do_next(int code, string advice) =>
        Assert.Equal(advice, CloseRules.For(code).ToString());
}
